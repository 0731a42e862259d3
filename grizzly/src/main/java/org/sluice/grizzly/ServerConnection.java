package org.sluice.grizzly;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.ssl.SSLUtils;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.core.deflate.DeflateAgreement;
import org.sluice.core.frame.Role;
import org.sluice.core.port.ServerHandshake;
import org.sluice.grizzly.wire.Line;
import org.sluice.grizzly.wire.Relay;
import org.sluice.grizzly.wire.TcpLine;
import org.sluice.grizzly.wire.TlsLine;
import org.sluice.grizzly.wire.TyrusBridge;
import org.sluice.grizzly.wire.Wire;

/** One accepted WebSocket: puts a wire on its connection and Tyrus's session on the wire, and sees to how it ends with the server. */
final class ServerConnection {

    /** What the peer gets for its part of a close, unless the socket is ours and has its own. The server's is for its end alone. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final ServerConnections owner;
    private final TCPNIOConnection tcp;
    private final @Nullable ClassLoader loader;
    private volatile boolean goingAway;
    private volatile @Nullable String sessionId;
    private volatile @Nullable TyrusBridge session;

    ServerConnection(ServerConnections owner, TCPNIOConnection tcp, @Nullable ClassLoader loader) {
        this.owner = owner;
        this.tcp = tcp;
        this.loader = loader;
    }

    /** Runs the endpoint's open handler on this thread, which may ask for the handshake, and begins to receive. */
    void open(
            UpgradeInfo upgrade,
            @Nullable DeflateAgreement compression,
            ServerHandshake handshake,
            ByteBuffer received) {
        // It is a WebSocket from now on, so it may be idle as long as it likes.
        IdleTimeoutFilter.setCustomTimeout(tcp, -1, TimeUnit.SECONDS);
        Relay events = new Relay();
        Wire wire = new Wire(line(events), Role.SERVER, CLOSE_TIMEOUT, compression);
        events.to(wire.events());
        session = ContextLoader.under(
                loader,
                () -> TyrusBridge.open(
                        wire,
                        handshake,
                        task -> owner.execute(() -> ContextLoader.run(loader, task)),
                        writer -> upgrade.createConnection(writer, reason -> wire.abort())));
        wire.start(received);
        if (goingAway) {
            goAway();
        }
    }

    /** Takes the bytes over from the filters; where one encrypted, its engine goes on behind a line of ours. */
    private Line line(Relay events) {
        TcpLine plain = new TcpLine(tcp);
        SSLEngine engine = SSLUtils.getSSLEngine(tcp);
        if (engine == null) {
            events.of(plain);
            plain.handTo(events);
            return plain;
        }
        TlsLine encrypted = new TlsLine(plain, engine, owner::execute, events);
        events.of(encrypted);
        plain.handTo(encrypted.events());
        return encrypted;
    }

    void sessionOpened(String id) {
        sessionId = id;
    }

    @Nullable
    String sessionId() {
        return sessionId;
    }

    TCPNIOConnection tcp() {
        return tcp;
    }

    /** Leaves its owner when the TCP connection is gone; at once if it is. */
    void leaveWhenGone() {
        tcp.addCloseListener((CloseListener<Closeable, CloseType>) (closed, how) -> owner.remove(this));
    }

    /** Closes with 1001, on a thread of the owner. An endpoint that is still being opened is closed right after. */
    void goAway() {
        goingAway = true;
        TyrusBridge opened = session;
        if (opened != null) {
            owner.execute(() ->
                    ContextLoader.run(loader, () -> opened.close(CloseCode.GOING_AWAY, "the server is stopping")));
        }
    }

    /** Ends the TCP connection at once, whatever is still to be written. */
    void abort() {
        tcp.terminateSilently();
    }
}
