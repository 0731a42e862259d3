package org.sluice.grizzly.wire;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.Writer;
import org.sluice.api.CloseCode;
import org.sluice.core.common.Threads;
import org.sluice.core.port.Opening;
import org.sluice.core.port.ServerHandshake;

/** Opens a session of Tyrus over a wire, and ends it with the wire; the only one that knows both sides. */
public final class TyrusBridge {

    private final Wire wire;
    private final Executor threads;
    private final Connection session;

    private TyrusBridge(Wire wire, Executor threads, Connection session) {
        this.wire = wire;
        this.threads = threads;
        this.session = session;
    }

    /**
     * Runs the endpoint's open handler on this thread. Whether the data is for a socket of ours or for an ordinary endpoint is decided
     * when it returns.
     *
     * @param wire not started
     * @param handshake that led to it; none at a client
     * @param threads run an ordinary endpoint's handlers, which may block
     * @param create makes the engine's connection, which opens the session
     * @return what opened
     */
    public static TyrusBridge open(
            Wire wire, ServerHandshake handshake, Executor threads, Function<Writer, Connection> create) {
        TyrusWriter writer = new TyrusWriter(wire, Threads.shared());
        wire.whenGone(writer::fail);
        OpenedConnection opened = new OpenedConnection();
        Opening.during(wire, handshake, () -> opened.connection = create.apply(writer));
        TyrusBridge bridge = new TyrusBridge(wire, threads, opened.connection());
        bridge.join();
        return bridge;
    }

    private void join() {
        if (!wire.isAttached()) {
            wire.receiveWith(new TyrusReceiver(session, threads, wire::release));
            return;
        }
        wire.whenEnded(this::endSession);
        if (wire.hasEnded()) {
            endSession();
        }
    }

    /** The socket was told by the wire; the session it was opened with has to go too. */
    private void endSession() {
        threads.execute(() -> session.close(reason(wire.end())));
    }

    /** Tyrus reports an empty close frame as 1000, here as everywhere. */
    static CloseReason reason(End end) {
        int code = end.code() == CloseCode.NO_STATUS ? CloseCode.NORMAL : end.code();
        return new CloseReason(CloseCodes.getCloseCode(code), end.reason());
    }

    /**
     * Asks the session to close, as its endpoint could; it may be called by any thread, and may block as long as the endpoint's close
     * handler does.
     *
     * @param code for the close frame
     * @param reason for it, at most 123 bytes of UTF-8
     */
    public void close(int code, String reason) {
        session.close(new CloseReason(CloseCodes.getCloseCode(code), reason));
    }

    private static final class OpenedConnection {
        private org.glassfish.tyrus.spi.@org.jspecify.annotations.Nullable Connection connection;

        Connection connection() {
            if (connection == null) {
                throw new IllegalStateException("The engine agreed to an upgrade and opened no connection");
            }
            return connection;
        }
    }
}
