package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.spi.ClientEngine;
import org.sluice.grizzly.ConnectionAbort;
import org.sluice.grizzly.TestCertificate;
import org.sluice.grizzly.TyrusClientEngine;

@Timeout(90)
class SharedClientContainerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** A text frame with "hi". */
    private static final String HI = "\u0081\u0002hi";

    private static final TestCertificate CERTIFICATE = certificate();

    private final ClientEngine engine = new TyrusClientEngine();

    private static TestCertificate certificate() {
        try {
            return new TestCertificate("localhost");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatComesTogetherWithTheUpgradeIsReceived() throws Exception {
        try (ScriptedPeers peers = new ScriptedPeers(ScriptedPeers.upgrading(HI + HI))) {
            Recorder recorder = new Recorder();
            connect(recorder, config(), peers.uri("ws"));
            assertThat(recorder.texts.poll(10, TimeUnit.SECONDS)).isEqualTo("hi");
            assertThat(recorder.texts.poll(10, TimeUnit.SECONDS)).isEqualTo("hi");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void secureSocketsReceiveAndSend(String version) throws Exception {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        try (ScriptedPeers peers = securePeers(version, socket -> {
            ScriptedPeers.upgrading(HI).run(socket);
            first.complete(socket.getInputStream().read());
        })) {
            Recorder recorder = new Recorder();
            Session session = connect(recorder, trusting(), peers.uri("wss"));
            assertThat(recorder.texts.poll(10, TimeUnit.SECONDS)).isEqualTo("hi");
            session.getBasicRemote().sendText("x");
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(0x81);
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        TestCertificate other = new TestCertificate("example.org");
        ClientEndpointConfig trusting =
                ClientEndpointConfig.Builder.create().sslContext(other.client()).build();
        try (ScriptedPeers peers =
                new ScriptedPeers(other.server().getServerSocketFactory(), ScriptedPeers.upgrading(""))) {
            assertThatThrownBy(() -> connect(new Recorder(), trusting, peers.uri("wss")))
                    .hasStackTraceContaining("localhost")
                    .hasRootCauseInstanceOf(java.security.cert.CertificateException.class);
        }
    }

    @Test
    void anUntrustedCertificateIsRefused() throws Exception {
        try (ScriptedPeers peers = securePeers("TLSv1.3", ScriptedPeers.upgrading(""))) {
            assertThat(causes(catchThrowable(() -> connect(new Recorder(), config(), peers.uri("wss")))))
                    .hasAtLeastOneElementOfType(SSLException.class);
        }
    }

    @Test
    void plainTextWhereTlsIsExpectedFailsAtOnce() throws Exception {
        try (ScriptedPeers peers =
                new ScriptedPeers(socket -> ScriptedPeers.write(socket, "HTTP/1.1 400 No\r\n\r\n"))) {
            assertThat(causes(catchThrowable(() -> connect(new Recorder(), trusting(), peers.uri("wss")))))
                    .hasAtLeastOneElementOfType(SSLException.class);
        }
    }

    @Test
    void tlsWherePlainTextIsExpectedFailsAtOnce() throws Exception {
        try (ScriptedPeers peers = securePeers("TLSv1.3", ScriptedPeers.upgrading(""))) {
            assertThatThrownBy(() -> connect(new Recorder(), config(), peers.uri("ws")))
                    .hasStackTraceContaining("try wss instead of ws");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void aPeerThatHangsUpFailsAtOnce(String scheme) throws Exception {
        try (ScriptedPeers peers = new ScriptedPeers(java.net.Socket::close)) {
            assertThat(causes(catchThrowable(() -> connect(new Recorder(), trusting(), peers.uri(scheme)))))
                    .hasAtLeastOneElementOfType(IOException.class)
                    .noneMatch(TimeoutException.class::isInstance);
        }
    }

    @Test
    void aPeerThatHangsUpAfterHalfAnAnswerFailsAtOnce() throws Exception {
        try (ScriptedPeers peers = new ScriptedPeers(socket -> {
            ScriptedPeers.answering("HTTP/1.1 101 Swi").run(socket);
            socket.close();
        })) {
            assertThatThrownBy(() -> connect(new Recorder(), config(), peers.uri("ws")))
                    .hasStackTraceContaining("in the middle of its answer");
        }
    }

    @Test
    void anAnswerThatIsNoHttpFailsAtOnce() throws Exception {
        try (ScriptedPeers peers = new ScriptedPeers(socket -> ScriptedPeers.write(socket, "SSH-2.0"))) {
            assertThatThrownBy(() -> connect(new Recorder(), config(), peers.uri("ws")))
                    .hasStackTraceContaining("does not answer in HTTP/1.1");
        }
    }

    @Test
    void aSilentPeerFailsAtTheTimeoutWithTheStep() throws Exception {
        try (ScriptedPeers peers = new ScriptedPeers(socket -> {})) {
            for (String scheme : List.of("ws", "wss")) {
                Throwable failure = catchThrowable(() -> engine.newContainer(Duration.ofMillis(300))
                        .connectToServer(new Recorder(), trusting(), peers.uri(scheme)));
                assertThat(causes(failure)).hasAtLeastOneElementOfType(TimeoutException.class);
                assertThat(failure)
                        .hasStackTraceContaining(scheme.equals("ws") ? "the server's answer" : "the TLS handshake");
            }
        }
    }

    @Test
    void aRefusedPortFailsAsSuch() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThat(causes(
                        catchThrowable(() -> connect(new Recorder(), config(), URI.create("ws://localhost:" + port)))))
                .hasAtLeastOneElementOfType(java.net.ConnectException.class);
    }

    @Test
    void anUnknownHostFailsAsSuch() {
        assertThat(causes(catchThrowable(() -> connect(new Recorder(), config(), URI.create("ws://no.invalid/")))))
                .hasAtLeastOneElementOfType(java.net.UnknownHostException.class);
    }

    @Test
    void pathAndQueryArriveAsTheyWereGiven() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        try (ScriptedPeers peers = new ScriptedPeers(socket -> {
            String request = ScriptedPeers.request(socket);
            requests.add(request);
            ScriptedPeers.write(socket, ScriptedPeers.upgrade(request));
        })) {
            String target = "/a%2Fb/%C3%A4;c?d=%0D%0A%25&e=%20+";
            connect(new Recorder(), config(), engine.requestUri(URI.create("ws://127.0.0.1:" + peers.port() + target)));
            assertThat(requests.take())
                    .startsWith("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + peers.port() + "\r\n");
        }
    }

    @Test
    void aHeaderCannotBreakOutOfItsLine() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("X", List.of("a\r\nY: b"));
                    }
                })
                .build();
        try (ScriptedPeers peers = new ScriptedPeers(ScriptedPeers.upgrading(""))) {
            assertThatThrownBy(() -> connect(new Recorder(), config, peers.uri("ws")))
                    .hasStackTraceContaining("header X");
            assertThat(peers.accepted).isEmpty();
        }
    }

    @Test
    void connectionHeadersOnSeveralLinesAreOneList() throws Exception {
        try (ScriptedPeers peers = new ScriptedPeers(socket -> ScriptedPeers.write(
                socket,
                ScriptedPeers.upgrade(ScriptedPeers.request(socket))
                        .replace("Connection: Upgrade", "Connection: keep-alive\r\nConnection: Upgrade")))) {
            assertThat(connect(new Recorder(), config(), peers.uri("ws")).isOpen())
                    .isTrue();
        }
    }

    @Test
    void severalConnectionsOfOneContainerAreApart() throws Exception {
        try (ScriptedPeers peers = new ScriptedPeers(ScriptedPeers.upgrading(HI))) {
            WebSocketContainer container = engine.newContainer(PATIENCE);
            List<Recorder> recorders = List.of(new Recorder(), new Recorder());
            List<Session> sessions = new ArrayList<>();
            for (Recorder each : recorders) {
                sessions.add(container.connectToServer(each, config(), peers.uri("ws")));
                assertThat(each.texts.poll(10, TimeUnit.SECONDS)).isEqualTo("hi");
            }
            // It cannot be told which one is meant.
            assertThat(ConnectionAbort.abort(sessions.get(0))).isFalse();
            engine.abandon(container);
            for (Recorder each : recorders) {
                assertThat(each.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1006);
            }
        }
    }

    @Test
    void anOpenHandlerThatIsStuckDoesNotHoldTheCallerBeyondTheTimeout() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Recorder stuck = new Recorder() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (ScriptedPeers peers = new ScriptedPeers(ScriptedPeers.upgrading(""))) {
            assertThatThrownBy(() -> engine.newContainer(Duration.ofSeconds(1))
                            .connectToServer(stuck, config(), peers.uri("ws")))
                    .hasStackTraceContaining("open handler");
        } finally {
            release.countDown();
        }
        assertThat(stuck.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1006);
    }

    @Test
    void anAbandonedContainerConnectsNoMore() throws Exception {
        try (ScriptedPeers peers = new ScriptedPeers(ScriptedPeers.upgrading(""))) {
            WebSocketContainer container = engine.newContainer(PATIENCE);
            engine.abandon(container);
            assertThatThrownBy(() -> container.connectToServer(new Recorder(), config(), peers.uri("ws")))
                    .hasStackTraceContaining("given up");
            assertThat(peers.accepted).isEmpty();
        }
    }

    @Test
    void twoHundredSocketsShareAFewThreads() throws Exception {
        try (ScriptedPeers peers = new ScriptedPeers(ScriptedPeers.upgrading(""))) {
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                sessions.add(connect(new Recorder(), config(), peers.uri("ws")));
            }
            assertThat(threads("sluice-client")).isLessThanOrEqualTo(2).isPositive();
            // Those that ran the open handlers go when they are idle.
            assertThat(threads("sluice")).isLessThanOrEqualTo(10);
            sessions.forEach(ConnectionAbort::abort);
        }
        await().until(() -> threads("sluice-client") == 0);
    }

    @Test
    void connectsAbandonedAtAnyMomentLeaveNothing() throws Exception {
        Random random = new Random(4);
        try (ScriptedPeers plain = new ScriptedPeers(this::slowly);
                ScriptedPeers secure = securePeers("TLSv1.3", this::slowly);
                ScriptedPeers silent = new ScriptedPeers(socket -> {})) {
            // What stays from the first connect of each kind, such as classes' own files, is there before.
            abandonOne(plain.uri("ws"), 30);
            abandonOne(secure.uri("wss"), 60);
            awaitNoThreads();
            long descriptors = descriptors();
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                URI uri = List.of(plain.uri("ws"), secure.uri("wss"), silent.uri("ws"), silent.uri("wss"))
                        .get(i % 4);
                int delay = random.nextInt(40);
                all.add(CompletableFuture.runAsync(
                        () -> abandonOne(uri, delay), task -> new Thread(task, "connects").start()));
                if (all.size() == 20) {
                    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                            .get(60, TimeUnit.SECONDS);
                    all.clear();
                }
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            plain.hangUp();
            secure.hangUp();
            silent.hangUp();
            awaitNoThreads();
            await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors));
        }
    }

    private void slowly(java.net.Socket socket) throws IOException {
        String answer = ScriptedPeers.upgrade(ScriptedPeers.request(socket));
        for (int i = 0; i < answer.length(); i += 20) {
            ScriptedPeers.write(socket, answer.substring(i, Math.min(answer.length(), i + 20)));
        }
    }

    private void abandonOne(URI uri, int afterMillis) {
        WebSocketContainer container = engine.newContainer(PATIENCE);
        CompletableFuture<Void> connect = CompletableFuture.runAsync(
                () -> {
                    try {
                        Session unused = container.connectToServer(new Recorder(), trusting(), uri);
                    } catch (Exception e) {
                        // It was abandoned in time; both are fine here.
                        assertThat(e).isNotNull();
                    }
                },
                task -> new Thread(task, "connects").start());
        try {
            connect.get(afterMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The moment has come.
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        engine.abandon(container);
        connect.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void awaitNoThreads() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(Thread.getAllStackTraces())
                .noneSatisfy((thread, stack) -> assertThat(thread.getName()).startsWith("sluice"))
                .noneSatisfy((thread, stack) -> assertThat(thread.getName()).startsWith("connects")));
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().startsWith(prefix))
                .count();
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static ScriptedPeers securePeers(String version, ScriptedPeers.Script script) throws Exception {
        SSLContext context = CERTIFICATE.server();
        return new ScriptedPeers(context.getServerSocketFactory(), socket -> {
            ((javax.net.ssl.SSLSocket) socket).setEnabledProtocols(new String[] {version});
            script.run(socket);
        });
    }

    private Session connect(Endpoint endpoint, ClientEndpointConfig config, URI uri) throws Exception {
        return engine.newContainer(PATIENCE).connectToServer(endpoint, config, uri);
    }

    private static ClientEndpointConfig config() {
        return ClientEndpointConfig.Builder.create().build();
    }

    private static ClientEndpointConfig trusting() throws Exception {
        return ClientEndpointConfig.Builder.create()
                .sslContext(CERTIFICATE.client())
                .build();
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each = failure; each != null && causes.size() < 20; each = each.getCause()) {
            causes.add(each);
        }
        return causes;
    }

    private static class Recorder extends Endpoint {

        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) texts::add);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            closed.complete(reason.getCloseCode().getCode());
        }
    }
}
