package org.sluice.grizzly;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * One accepted WebSocket: ties Tyrus's session to Grizzly's connection, and sees to how both end. The frames themselves are
 * left to Tyrus.
 *
 * <p>Closing is done as RFC 6455 7.1.1 asks: after the close frame only the sending half is shut, and what the peer still
 * sends is read and dropped until it hangs up, because closing a socket with unread data resets it, and a reset takes the
 * close frame away from a peer that has not read it yet. A deadline bounds that.
 */
final class ServerConnection implements Connection {

    private static final Logger LOG = System.getLogger(ServerConnection.class.getName());

    private final ServerConnections owner;
    private final TCPNIOConnection wire;
    private final @Nullable ClassLoader loader;
    private final AtomicBoolean finishing = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile boolean goingAway;
    private volatile @Nullable String sessionId;
    private volatile @Nullable Connection engine;
    private volatile @Nullable TrackedWriter writer;
    private volatile @Nullable Future<?> deadline;

    ServerConnection(ServerConnections owner, TCPNIOConnection wire, @Nullable ClassLoader loader) {
        this.owner = owner;
        this.wire = wire;
        this.loader = loader;
    }

    /** Runs the endpoint's onOpen on this thread. */
    void open(UpgradeInfo upgrade, Writer engineWriter, CloseListener listener) {
        TrackedWriter tracked = new TrackedWriter(engineWriter, new HalfClose());
        writer = tracked;
        wire.closeFuture().addCompletionHandler(new Gone(tracked));
        Connection opened = ContextLoader.under(loader, () -> upgrade.createConnection(tracked, listener));
        engine = opened;
        if (goingAway) {
            goAway();
        }
        if (!wire.isOpen()) {
            close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, null));
        }
    }

    void sessionOpened(String id) {
        sessionId = id;
    }

    @Nullable
    String sessionId() {
        return sessionId;
    }

    TCPNIOConnection wire() {
        return wire;
    }

    /** Closes with 1001, on a thread of the owner. An endpoint that is still being opened is closed right after. */
    void goAway() {
        goingAway = true;
        Connection opened = engine;
        if (opened != null) {
            CloseReason reason = new CloseReason(CloseCodes.GOING_AWAY, "the server is stopping");
            owner.execute(() -> ContextLoader.run(loader, () -> opened.close(reason)));
        }
    }

    /** Ends the TCP connection at once, whatever is still to be written. */
    void abort() {
        wire.terminateSilently();
    }

    @Override
    public ReadHandler getReadHandler() {
        Connection opened = engine;
        return data -> {
            if (opened != null && !finishing.get()) {
                ContextLoader.run(loader, () -> opened.getReadHandler().handle(data));
            }
        };
    }

    @Override
    public @Nullable Writer getWriter() {
        return writer;
    }

    @Override
    public @Nullable CloseListener getCloseListener() {
        Connection opened = engine;
        return opened == null ? null : opened.getCloseListener();
    }

    /**
     * The transport is gone. The filter says so twice, with 1006 and with 1001 and in any order; both mean a lost connection,
     * which is 1006. Endpoints hear of it on a thread of the owner, never on a selector.
     */
    @Override
    public void close(CloseReason reason) {
        Connection opened = engine;
        if (opened == null || !lost.compareAndSet(false, true)) {
            return;
        }
        CloseReason lostReason = new CloseReason(CloseCodes.CLOSED_ABNORMALLY, reason.getReasonPhrase());
        owner.execute(() -> ContextLoader.run(loader, () -> opened.close(lostReason)));
    }

    private final class Gone extends EmptyCompletionHandler<org.glassfish.grizzly.CloseReason> {

        private final TrackedWriter tracked;

        private Gone(TrackedWriter tracked) {
            this.tracked = tracked;
        }

        @Override
        public void completed(org.glassfish.grizzly.CloseReason reason) {
            owner.remove(ServerConnection.this);
            Future<?> pending = deadline;
            if (pending != null) {
                pending.cancel(false);
            }
            tracked.ended(new IOException("the connection to " + wire.getPeerAddress() + " is closed"));
        }
    }

    private final class HalfClose implements TrackedWriter.Finish {

        @Override
        public void closing() {
            if (!finishing.compareAndSet(false, true) || !wire.isOpen()) {
                return;
            }
            Future<?> later = owner.hangUpLater(ServerConnection.this);
            deadline = later;
            if (later != null && !wire.isOpen()) {
                later.cancel(false);
            }
        }

        @Override
        public void flushed() {
            SelectableChannel channel = wire.getChannel();
            try {
                if (wire.isOpen() && channel instanceof SocketChannel socket) {
                    socket.shutdownOutput();
                }
            } catch (IOException alreadyClosed) {
                LOG.log(Level.DEBUG, "no need to shut what is closed", alreadyClosed);
                wire.terminateSilently();
            }
        }
    }
}
