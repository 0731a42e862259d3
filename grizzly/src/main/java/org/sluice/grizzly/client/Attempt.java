package org.sluice.grizzly.client;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;
import org.sluice.api.HttpAnswer;
import org.sluice.api.Phase;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.ContextExecutor;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.deflate.DeflateAgreement;
import org.sluice.core.frame.Role;
import org.sluice.core.spi.ConnectJournal;
import org.sluice.grizzly.wire.Line;
import org.sluice.grizzly.wire.Relay;
import org.sluice.grizzly.wire.TlsLine;
import org.sluice.grizzly.wire.Wire;

/**
 * One connect, from the name to the open session: name service, TCP, TLS, upgrade, open handler, each begun here and waited for by the
 * caller's thread. It ends at its deadline, or as soon as it is abandoned, and then leaves nothing behind.
 */
final class Attempt {

    /** What the peer gets for its part of a close, unless the socket is ours and has its own. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private static final String ACCOUNT = "the supplier of tokens or the handler of cookies";
    private static final int SWITCHING_PROTOCOLS = 101;

    private final ClientEngine engine;
    private final TlsSettings tls;
    private final ClientConnections connections;
    private final ConnectSettings settings;
    private final ConnectJournal journal;
    private final Patience patience;
    /** With the caller's class loader, as handlers look classes up by it. */
    private final Executor threads = new ContextExecutor(Threads.shared());

    private final ApplicationCode application;

    private volatile @Nullable TcpConnect tcp;

    /** With the container's settings. */
    Attempt(ClientEngine engine, @Nullable SSLContext tls, ClientConnections connections) {
        this.engine = engine;
        this.connections = connections;
        this.settings = connections.settings();
        this.tls = tls == null ? settings.tls() : settings.tls().with(tls);
        this.journal = connections.journal();
        Duration overall = settings.overall();
        this.patience = new Patience(overall == null ? null : Deadline.in(overall));
        this.application = new ApplicationCode(threads, patience);
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
            journal.end();
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
        URI uri = request.getRequestURI();
        Visits visits = new Visits(settings.accounts(), uri, request.isSecure(), request.getHeaders());
        String key = keyOf(request.getHeaders());
        Visit visit = asked(visits::first);
        while (true) {
            // First, since a field that cannot be sent is worth no connection.
            ByteBuffer head = RequestHead.of(visit.uri(), visit.fields());
            Reached reached = reach(visit);
            journal.begin(Phase.UPGRADE);
            UpgradeExchange exchange = new UpgradeExchange(reached, head, "server");
            reached.events().to(exchange);
            UpgradeExchange.Answer answer = patience.await(exchange.start(), "the server's answer", reached.deadline());
            answered(visits, visit, answer.head());
            if (answer.head().status() == SWITCHING_PROTOCOLS) {
                ResponseHead translated = UpgradeKey.translate(answer.head(), visit.field(UpgradeKey.KEY), key);
                return open(new UpgradeExchange.Answer(translated, answer.rest()), request, reached);
            }
            HttpAnswer refusal = Refusals.read(reached, answer, patience);
            reached.tcp().cancel();
            visit = next(visits, visit, refusal);
        }
    }

    /** What is next, for which the application's tokens and cookies may be needed. */
    private <T> T asked(ApplicationCode.Question<T> question) throws IOException {
        return settings.accounts().askTheApplication()
                ? application.ask(ACCOUNT, Deadline.in(settings.timeout()), question)
                : question.ask();
    }

    private void answered(Visits visits, Visit visit, ResponseHead head) throws IOException {
        if (settings.accounts().askTheApplication()) {
            application.tell(ACCOUNT, Deadline.in(settings.timeout()), () -> visits.answered(visit, head));
        }
    }

    private static String keyOf(Map<String, List<String>> fields) {
        return fields.entrySet().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(UpgradeKey.KEY))
                .flatMap(field -> field.getValue().stream())
                .findFirst()
                .orElse("");
    }

    private Visit next(Visits visits, Visit visit, HttpAnswer refusal) throws IOException {
        Optional<Visit> next;
        try {
            next = asked(() -> visits.after(visit, refusal));
        } catch (WebSocketException e) {
            journal.answered(refusal);
            throw e;
        }
        if (next.isEmpty()) {
            journal.answered(refusal);
            throw WebSocketException.ofHttpStatus(
                    "The server answered " + visit.uri() + " with HTTP status " + refusal.status()
                            + " instead of the upgrade to WebSocket; check the path and what the server asks for",
                    refusal.status(),
                    Phase.UPGRADE,
                    null);
        }
        return next.get();
    }

    private Reached reach(Visit visit) throws IOException {
        Reached plain = new Reaching(settings, journal, patience, threads, connect -> tcp = connect)
                .reach(visit.target(), Visits.http(visit));
        if (!visit.target().secure()) {
            return plain;
        }
        Relay inner = new Relay();
        TlsSettings shown = visit.home() ? tls : tls.withoutKeys();
        Line line = encrypt(plain, inner, visit.target(), shown);
        return new Reached(plain.tcp(), line, inner, plain.deadline());
    }

    private Line encrypt(Reached plain, Relay above, Target target, TlsSettings how) throws IOException {
        journal.begin(Phase.TLS);
        ClientTls client = ClientTls.of(how, target.host(), target.port());
        TlsLine line = new TlsLine(plain.line(), client.engine(), Threads.shared(), above);
        above.of(line);
        if (plain.early().hasRemaining()) {
            line.startWith(plain.early());
        }
        plain.events().to(line.events());
        try {
            Void unused = patience.await(line.handshake(), "the TLS handshake", plain.deadline());
        } catch (SSLException e) {
            note(e);
            throw e;
        }
        application.tell("the check of the server's certificate", plain.deadline(), () -> client.check(journal));
        return line;
    }

    private void note(SSLException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (cause instanceof CertificateRefusedException refused) {
                journal.certificates(refused.chain(), Set.of());
                journal.refused(refused.errors());
            }
        }
    }

    private boolean open(UpgradeExchange.Answer answer, UpgradeRequest request, Reached reached) throws IOException {
        journal.end();
        DeflateAgreement compression = Extensions.agreed(request.getHeaders(), answer.head());
        Wire wire = new Wire(reached.line(), Role.CLIENT, CLOSE_TIMEOUT, compression);
        reached.events().to(wire.events());
        connections.opened(reached.tcp());
        SessionOpening opening = new SessionOpening(engine, threads);
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                opened.complete(opening.open(answer, wire));
            } catch (Throwable e) {
                // Somebody waits for it, whatever the handler throws.
                opened.completeExceptionally(e);
            }
        });
        return patience.await(opened, "the endpoint's open handler", reached.deadline());
    }
}
