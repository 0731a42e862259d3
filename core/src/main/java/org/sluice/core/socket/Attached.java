package org.sluice.core.socket;

import org.sluice.core.port.FrameSink;
import org.sluice.core.send.SendLane;

/**
 * The wire of a socket, once it has one.
 *
 * @param sink where frames go
 * @param lane the way there, for all that is sent in order
 * @param pauses between the receiving side and the port
 */
record Attached(FrameSink sink, SendLane lane, Pauses pauses) {}
