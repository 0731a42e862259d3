package org.sluice.benchmarks.peers.jetty;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;

/** A session as a link: asynchronous sends, the next part of a stream when the callback of the last one succeeds. */
final class JettyLink implements Link {

    private final Session session;
    private final Consumer<String> failed;

    JettyLink(Session session, Consumer<String> failed) {
        this.session = session;
        this.failed = failed;
    }

    @Override
    public void send(ByteBuffer message) {
        session.sendBinary(message, Callback.from(() -> {}, failure -> failed.accept(failure.toString())));
    }

    @Override
    public void stream(Load load) {
        new Streaming(load.writes()).iterate();
    }

    @Override
    public void close() {
        session.close();
    }

    /** Jetty's own answer to callbacks that succeed at once and would call each other ever deeper. */
    private final class Streaming extends IteratingCallback implements Callback {

        private final Load.Writes writes;

        Streaming(Load.Writes writes) {
            this.writes = writes;
        }

        @Override
        protected Action process() {
            if (!writes.hasNext()) {
                return Action.SUCCEEDED;
            }
            ByteBuffer write = writes.next();
            session.sendPartialBinary(write, !writes.hasNext(), this);
            return Action.SCHEDULED;
        }

        @Override
        public void succeed() {
            succeeded();
        }

        @Override
        public void fail(Throwable failure) {
            failed(failure);
        }

        @Override
        protected void onCompleteFailure(Throwable failure) {
            failed.accept(failure.toString());
        }
    }
}
