package org.sluice.grizzly.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.ContextExecutor;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.deflate.DeflateAgreement;
import org.sluice.core.frame.Role;
import org.sluice.grizzly.wire.Line;
import org.sluice.grizzly.wire.Relay;
import org.sluice.grizzly.wire.TcpLine;
import org.sluice.grizzly.wire.TlsLine;
import org.sluice.grizzly.wire.Wire;

/**
 * One connect, from the name to the open session: name service, TCP, TLS, upgrade, open handler, each begun here and waited for by the
 * caller's thread. It ends at its deadline, or as soon as it is abandoned, and then leaves nothing behind.
 */
final class Attempt {

    /** What the peer gets for its part of a close, unless the socket is ours and has its own. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final ClientEngine engine;
    private final @Nullable SSLContext tls;
    private final ClientConnections connections;
    private final Patience patience;
    /** With the caller's class loader, as handlers look classes up by it. */
    private final Executor threads = new ContextExecutor(Threads.shared());

    private volatile @Nullable TcpConnect tcp;

    /** The deadline is for all phases together. */
    Attempt(ClientEngine engine, @Nullable SSLContext tls, ClientConnections connections, Duration timeout) {
        this.engine = engine;
        this.tls = tls;
        this.connections = connections;
        this.patience = new Patience(Deadline.in(timeout));
    }

    /**
     * Connects. Returns when the session is open, or when the engine has told its caller why the server refused.
     *
     * @throws IOException if a phase failed, or the time was over
     */
    void run() throws IOException {
        boolean open = false;
        try {
            open = open(engine.createUpgradeRequest(this::abandon));
        } finally {
            if (!open) {
                abandon();
            }
        }
    }

    /** Ends it, whatever it does at the moment; its thread fails at once. Any thread; never blocks. */
    void abandon() {
        patience.end();
        TcpConnect connect = tcp;
        if (connect != null) {
            connect.cancel();
        }
    }

    private boolean open(UpgradeRequest request) throws IOException {
        Target target = Target.of(request.getRequestURI(), request.isSecure());
        ByteBuffer head = RequestHead.of(request.getRequestURI(), request.getHeaders());
        List<InetSocketAddress> addresses = patience.await(target.addresses(Threads.shared()), "the name service");
        TcpConnect connected = connect(addresses);
        Relay events = connected.events();
        Line line = connected.result().join();
        if (target.secure()) {
            Relay inner = new Relay();
            line = encrypt(line, events, inner, target);
            events = inner;
        }
        UpgradeExchange exchange = new UpgradeExchange(line, head);
        events.to(exchange);
        UpgradeExchange.Answer answer = patience.await(exchange.start(), "the server's answer");
        DeflateAgreement compression = Extensions.agreed(request.getHeaders(), answer.head());
        return open(answer, new Wire(line, Role.CLIENT, CLOSE_TIMEOUT, compression), events, connected);
    }

    /** The addresses one after the other; the last one's failure counts. */
    private TcpConnect connect(List<InetSocketAddress> addresses) throws IOException {
        IOException failure = new ConnectException("no address");
        for (InetSocketAddress address : addresses) {
            TcpConnect connect = TcpConnect.to(address, ClientTransport.shared());
            tcp = connect;
            boolean connected = false;
            try {
                TcpLine unused = patience.await(connect.result(), "a TCP connection with " + address);
                connected = true;
                return connect;
            } catch (ConnectException | NoRouteToHostException e) {
                failure = e;
            } finally {
                if (!connected) {
                    connect.cancel();
                }
            }
        }
        throw failure;
    }

    private Line encrypt(Line plain, Relay below, Relay above, Target target) throws IOException {
        TlsLine line = new TlsLine(plain, ClientTls.engine(tls, target.host(), target.port()), Threads.shared(), above);
        above.of(line);
        below.to(line.events());
        Void unused = patience.await(line.handshake(), "the TLS handshake");
        return line;
    }

    private boolean open(UpgradeExchange.Answer answer, Wire wire, Relay events, TcpConnect connected)
            throws IOException {
        events.to(wire.events());
        connections.opened(connected);
        SessionOpening opening = new SessionOpening(engine, threads);
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                opened.complete(opening.open(answer, wire));
            } catch (ProtocolException | RuntimeException e) {
                opened.completeExceptionally(e);
            }
        });
        return patience.await(opened, "the endpoint's open handler");
    }
}
