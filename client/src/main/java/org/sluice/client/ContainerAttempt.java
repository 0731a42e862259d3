package org.sluice.client;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.ConnectFailedException;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.common.Timer;
import org.sluice.core.credit.CreditOffer;
import org.sluice.core.socket.AbstractSocket;
import org.sluice.core.socket.ConnectDetails;
import org.sluice.core.socket.Connector;
import org.sluice.core.spi.ClientEngine;
import org.sluice.core.spi.ConnectJournal;

/**
 * One connect through a container. Its result is decided once, by the container's answer, the timeout or a cancel; a session that
 * opens after that is closed at once.
 */
final class ContainerAttempt {

    private final AbstractSocket socket;
    private final Connector.Request request;
    private final ClientEngine engine;
    private final ConnectJournal journal = new ConnectJournal();
    /** Null where the engine keeps the deadlines. */
    private final @Nullable Deadline deadline;

    private final CompletableFuture<Void> result = new CompletableFuture<>();

    /** Both guarded by this: what connects, and the thread that waits for it. */
    private @Nullable WebSocketContainer connecting;

    private @Nullable Thread worker;

    ContainerAttempt(AbstractSocket socket, Connector.Request request, ClientEngine engine) {
        this.socket = socket;
        this.request = request;
        this.engine = engine;
        deadline = engine.longestConnect(request.options()).map(Deadline::in).orElse(null);
        // Not on the timer's thread: what the application does when it hears of the failure may block.
        Timer.Cancel timer = deadline == null
                ? () -> {}
                : Timer.at(deadline, () -> Threads.shared().execute(this::tooLate));
        CompletionStage<Void> unused = result.whenComplete((nothing, failure) -> {
            timer.cancel();
            if (failure != null) {
                Threads.shared().execute(this::abandon);
            }
        });
    }

    CompletableFuture<Void> result() {
        return result;
    }

    /** Connects; blocks until the container has an answer. */
    void run(ClientSocketEndpoint endpoint) {
        if (result.isDone()) {
            return; // Cancelled before a thread was free.
        }
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(request.options().supportedProtocols())
                .extensions(request.options().compression() ? Compression.OFFER : List.of())
                .configurator(new Headers(request.headers(), socket.offer(), endpoint))
                .build();
        try {
            WebSocketContainer container = engine.newContainer(request.options(), journal);
            if (!begin(container)) {
                return;
            }
            Session session = container.connectToServer(
                    new ConfiguredEndpoint(endpoint, this), config, engine.requestUri(request.uri()));
            if (!result.complete(null) && session.isOpen()) {
                socket.closeSoon(CloseCode.GOING_AWAY, "not wanted any more");
            }
        } catch (DeploymentException | IOException e) {
            failed(e);
        } catch (RuntimeException e) {
            // An engine reports some failures, an unresolved host for one, without a checked exception.
            failed(e);
        } catch (LinkageError e) {
            fail(new WebSocketException(
                    "The WebSocket engine is not complete: " + e + "; check the class path or the module path",
                    WebErrorStatus.UNKNOWN,
                    Phase.UPGRADE,
                    e));
        } catch (Throwable e) {
            // Whatever it is, somebody waits for the result.
            fail(WebSocketException.causedBy(
                    "The connect to " + request.uri().getRawAuthority() + " failed: " + e,
                    journal.phase().orElse(Phase.UPGRADE),
                    e));
        } finally {
            end();
        }
    }

    /** False where the connect was given up before. */
    private synchronized boolean begin(WebSocketContainer container) {
        connecting = container;
        worker = Thread.currentThread();
        return !result.isDone();
    }

    private synchronized void end() {
        worker = null;
        // An interrupt of abandon() that came late was meant for the connect, not for what this thread does next.
        Thread.interrupted();
    }

    /** Ends the container's work on a connect that has failed, was cancelled or took too long; it would go on otherwise. */
    private void abandon() {
        WebSocketContainer container;
        synchronized (this) {
            container = connecting;
            if (worker != null) {
                worker.interrupt();
            }
        }
        if (container != null) {
            engine.abandon(container);
        }
    }

    void failed(Exception failure) {
        // The engine's own timeout ends with ours and may be heard of first; it has no type of its own.
        if (deadline != null && deadline.leftNanos() <= 0) {
            tooLate();
        } else {
            fail(ConnectFailures.read(request.uri(), failure, engine, journal));
        }
    }

    private void fail(WebSocketException failure) {
        socket.connectedAs(details());
        result.completeExceptionally(new ConnectFailedException(
                failure,
                new ConnectFailedException.Details(
                        journal.timings(), journal.answer().orElse(null), journal.fatalErrors())));
    }

    private ConnectDetails details() {
        return new ConnectDetails(
                journal.timings(), journal.certificates(), journal.ignoredErrors(), journal.fatalErrors());
    }

    /** Whether the session is what was asked for; otherwise it is closed and the connect fails (RFC 6455, 4.1). */
    boolean accepts(Session session) throws IOException {
        String protocol = session.getNegotiatedSubprotocol();
        List<String> offered = request.options().supportedProtocols();
        if (protocol == null || protocol.isEmpty() || offered.contains(protocol)) {
            if (journal.phase().isPresent()) {
                socket.connectedAs(details());
            }
            return true;
        }
        fail(new WebSocketException(
                "The server chose the sub-protocol \"" + protocol + "\", which was not offered; on offer were "
                        + offered,
                WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
                Phase.UPGRADE));
        session.close(new CloseReason(CloseReason.CloseCodes.PROTOCOL_ERROR, "sub-protocol was not offered"));
        return false;
    }

    private void tooLate() {
        fail(new WebSocketException(
                "The server at " + request.uri().getRawAuthority() + " did not answer within the connect timeout of "
                        + request.options().connectTimeout()
                        + "; check that it runs and can be reached, or set control().connectTimeout()",
                WebErrorStatus.TIMEOUT,
                journal.phase().orElse(Phase.UPGRADE)));
    }

    /** Adds the application's headers and keeps the server's. */
    private static final class Headers extends ClientEndpointConfig.Configurator {

        private final Map<String, List<String>> own;
        private final CreditOffer offer;
        private final ClientSocketEndpoint endpoint;

        Headers(Map<String, List<String>> own, CreditOffer offer, ClientSocketEndpoint endpoint) {
            this.own = own;
            this.offer = offer;
            this.endpoint = endpoint;
        }

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            own.forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
            headers.put(CreditOffer.HEADER, new ArrayList<>(List.of(offer.headerValue())));
        }

        @Override
        public void afterResponse(HandshakeResponse response) {
            endpoint.handshakeAnswered(response.getHeaders());
        }
    }
}
