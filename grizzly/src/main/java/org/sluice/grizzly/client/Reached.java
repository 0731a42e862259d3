package org.sluice.grizzly.client;

import org.sluice.core.common.Deadline;
import org.sluice.grizzly.wire.Line;
import org.sluice.grizzly.wire.Relay;

/**
 * A connection with a server, directly or through a proxy.
 *
 * @param tcp below
 * @param line plain, or in TLS
 * @param events of the line
 * @param deadline of the address
 */
record Reached(TcpConnect tcp, Line line, Relay events, Deadline deadline) {}
