package org.sluice.grizzly.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.glassfish.grizzly.CloseReason;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOConnectorHandler;
import org.jspecify.annotations.Nullable;
import org.sluice.grizzly.wire.Relay;
import org.sluice.grizzly.wire.TcpLine;

/**
 * One try to reach one address, without blocking; the connection's share of the transport is given back when it ends, in whatever way.
 * Deadlines, and which address comes next, are left to the {@link Attempt}.
 */
final class TcpConnect {

    private static final Logger LOG = System.getLogger("org.sluice");

    private final ClientTransport.Lease lease;
    private final CompletableFuture<TcpLine> result = new CompletableFuture<>();
    private final Relay relay = new Relay();
    private volatile @Nullable TCPNIOConnection connection;

    private final SocketOptions options;

    private TcpConnect(ClientTransport.Lease lease, SocketOptions options) {
        this.lease = lease;
        this.options = options;
    }

    /**
     * Begins.
     *
     * @throws IOException if there is no transport
     */
    static TcpConnect to(InetSocketAddress address, SocketOptions options, ClientTransport transport)
            throws IOException {
        TcpConnect connect = new TcpConnect(transport.lease(), options);
        connect.new Handler().connect(address, null, connect.new Outcome());
        return connect;
    }

    /** The line, whose events go to the relay; fails with an {@link IOException}. */
    CompletableFuture<TcpLine> result() {
        return result;
    }

    /** Where the line's events come; at first nobody takes them. */
    Relay events() {
        return relay;
    }

    /** Of the connection, once there is one; for its options. */
    SocketChannel channel() {
        TCPNIOConnection it = connection;
        if (it == null) {
            throw new IllegalStateException("no connection");
        }
        return (SocketChannel) it.getChannel();
    }

    /** Runs an action when the connection ends, or at once where it has. */
    void whenEnded(Runnable action) {
        TCPNIOConnection it = connection;
        if (it != null) {
            it.closeFuture().addCompletionHandler(new EmptyCompletionHandler<CloseReason>() {
                @Override
                public void completed(CloseReason reason) {
                    action.run();
                }
            });
        }
    }

    /** Ends it, connected or not. Has no effect once it has ended. */
    void cancel() {
        result.completeExceptionally(new ConnectException("The connect was given up"));
        TCPNIOConnection it = connection;
        if (it == null) {
            lease.giveBack();
            return;
        }
        it.terminateSilently();
        if (result.isCompletedExceptionally()) {
            closeChannel(it);
        }
    }

    /** Grizzly leaves the closing to the connection's selector, which an early one does not have yet. */
    private static void closeChannel(TCPNIOConnection unfinished) {
        try {
            unfinished.getChannel().close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connect that was given up did not close cleanly", e);
        }
    }

    private final class Handler extends TCPNIOConnectorHandler {

        Handler() {
            super(lease.transport());
        }

        @Override
        protected void preConfigure(@SuppressWarnings("rawtypes") Connection made) {
            TCPNIOConnection it = (TCPNIOConnection) made;
            connection = it;
            whenEnded(lease::giveBack);
            try {
                options.beforeConnect((SocketChannel) it.getChannel());
            } catch (IOException e) {
                // Grizzly hands it to the outcome.
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Told by the selector, before it looks for what the peer sends. */
    @SuppressWarnings("rawtypes") // As Grizzly declares it.
    private final class Outcome extends EmptyCompletionHandler<Connection> {

        @Override
        public void completed(Connection connected) {
            TCPNIOConnection it = (TCPNIOConnection) connected;
            try {
                options.afterConnect((SocketChannel) it.getChannel());
            } catch (IOException e) {
                failed(e);
                return;
            }
            TcpLine line = new TcpLine(it);
            relay.of(line);
            line.handTo(relay);
            result.complete(line);
        }

        @Override
        public void failed(Throwable cause) {
            result.completeExceptionally(cause instanceof UncheckedIOException wrapped ? wrapped.getCause() : cause);
            cancel();
            // The end of one that no selector has yet is told to nobody.
            lease.giveBack();
        }

        @Override
        public void cancelled() {
            cancel();
        }
    }
}
