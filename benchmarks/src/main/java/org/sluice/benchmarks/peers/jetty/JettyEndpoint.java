package org.sluice.benchmarks.peers.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;

/**
 * A listener that demands by itself. Jetty sees by reflection which methods a listener has, so there are two: for parts and for whole
 * messages. Public, as Jetty asks.
 */
public abstract class JettyEndpoint implements Session.Listener.AutoDemanding {

    private final Function<Link, Receiver> opening;
    private @Nullable Receiver receiver;
    private @Nullable Link link;

    private JettyEndpoint(Function<Link, Receiver> opening) {
        this.opening = opening;
    }

    static JettyEndpoint of(Service service, Function<Link, Receiver> opening) {
        return service.streams() ? new Parts(opening) : new Messages(opening);
    }

    Link link() {
        return Objects.requireNonNull(link);
    }

    @Override
    public void onWebSocketOpen(Session session) {
        link = new JettyLink(session, this::end);
        receiver = opening.apply(link);
    }

    @Override
    public void onWebSocketError(Throwable failure) {
        end(failure.toString());
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        end(code + " " + reason);
        callback.succeed();
    }

    private void end(String why) {
        if (receiver != null) {
            receiver.ended(why);
        }
    }

    final void give(ByteBuffer data, Callback callback) {
        try {
            Objects.requireNonNull(receiver).received(data);
            callback.succeed();
        } catch (IOException e) {
            callback.fail(e);
        }
    }

    /** For streams. */
    public static final class Parts extends JettyEndpoint {
        private Parts(Function<Link, Receiver> opening) {
            super(opening);
        }

        @Override
        public void onWebSocketPartialBinary(ByteBuffer part, boolean last, Callback callback) {
            give(part, callback);
        }
    }

    /** For messages. */
    public static final class Messages extends JettyEndpoint {
        private Messages(Function<Link, Receiver> opening) {
            super(opening);
        }

        @Override
        public void onWebSocketBinary(ByteBuffer message, Callback callback) {
            give(message, callback);
        }
    }
}
