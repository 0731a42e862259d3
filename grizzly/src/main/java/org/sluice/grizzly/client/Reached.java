package org.sluice.grizzly.client;

import java.nio.ByteBuffer;
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
 * @param early what the server sent so soon that it came together with the proxy's agreement; mostly nothing
 */
record Reached(TcpConnect tcp, Line line, Relay events, Deadline deadline, ByteBuffer early) {

    /** Nothing came yet. */
    Reached(TcpConnect tcp, Line line, Relay events, Deadline deadline) {
        this(tcp, line, events, deadline, ByteBuffer.allocate(0));
    }

    Reached withEarly(ByteBuffer received) {
        return new Reached(tcp, line, events, deadline, received);
    }
}
