package org.sluice.benchmarks.peers.jakarta;

import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;

/** A session as a link, over its blocking remote. One thread sends at a time, which Tomcat asks for. */
final class JakartaLink implements Link {

    private final Session session;
    private final Object sending = new Object();

    JakartaLink(Session session) {
        this.session = session;
    }

    @Override
    public void send(ByteBuffer message) throws IOException {
        synchronized (sending) {
            session.getBasicRemote().sendBinary(message);
        }
    }

    @Override
    public void stream(Load load) throws IOException {
        Load.Writes writes = load.writes();
        synchronized (sending) {
            while (writes.hasNext()) {
                ByteBuffer write = writes.next();
                session.getBasicRemote().sendBinary(write, !writes.hasNext());
            }
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
