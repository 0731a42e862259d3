package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GrizzlyServerTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeEach
    void forget() {
        Endpoints.Echo.OPENED.clear();
        Endpoints.Echo.CLOSED.clear();
        Endpoints.Loader.SEEN.clear();
    }

    private static GrizzlyServerOptions.Builder options(Class<?>... endpoints) {
        return GrizzlyServerOptions.builder().application(WebSocketApplication.of("/", endpoints));
    }

    private static GrizzlyServer start(Class<?>... endpoints) throws Exception {
        return GrizzlyServer.start(options(endpoints).build());
    }

    @Test
    void aMessageComesBack() throws Exception {
        try (GrizzlyServer server = start(Endpoints.Echo.class)) {
            Listener listener = new Listener();
            WebSocket socket = HTTP.newWebSocketBuilder()
                    .buildAsync(server.uri().resolve("echo"), listener)
                    .join();
            socket.sendText("hello", true).join();
            assertThat(listener.text.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
            socket.sendClose(1000, "").join();
            assertThat(listener.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
        }
    }

    @Test
    void addressAndUriCarryTheRealPort() throws Exception {
        try (GrizzlyServer server = start(Endpoints.Echo.class)) {
            int port = server.address().getPort();
            assertThat(port).isPositive();
            assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(server.uri()).isEqualTo(URI.create("ws://127.0.0.1:" + port + "/"));
            assertThat(server.uri("/app")).isEqualTo(URI.create("ws://127.0.0.1:" + port + "/app/"));
        }
    }

    @Test
    void onlyTheGivenHostIsBound() throws Exception {
        InetAddress other = anotherAddressOfThisMachine();
        try (GrizzlyServer server = start(Endpoints.Echo.class)) {
            InetSocketAddress elsewhere =
                    new InetSocketAddress(other, server.address().getPort());
            assertThatThrownBy(() -> new Socket().connect(elsewhere, 5_000)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void listensOnAnIpv6Literal() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(hasIpv6Loopback(), "this machine has no IPv6 loopback");
        try (GrizzlyServer server =
                GrizzlyServer.start(options(Endpoints.Echo.class).host("[::1]").build())) {
            assertThat(server.uri().toString()).startsWith("ws://[::1]:");
            assertThat(server.address().getAddress()).isInstanceOf(Inet6Address.class);
            RawWebSocket.upgraded(server.address(), "/echo").close();
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GrizzlyServerOptions options =
                    options(Endpoints.Echo.class).port(taken.getLocalPort()).build();
            assertThatThrownBy(() -> GrizzlyServer.start(options))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
            assertThat(taken.isClosed()).isFalse();
        }
    }

    @Test
    void twoServersDoNotShareAPort() throws Exception {
        try (GrizzlyServer first = start(Endpoints.Echo.class)) {
            GrizzlyServerOptions same = options(Endpoints.Echo.class)
                    .port(first.address().getPort())
                    .build();
            assertThatThrownBy(() -> GrizzlyServer.start(same)).isInstanceOf(BindException.class);
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        GrizzlyServerOptions options =
                options(Endpoints.Echo.class).host("no-such-host.invalid").build();
        assertThatThrownBy(() -> GrizzlyServer.start(options))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void aFailedStartLeavesNoThread() {
        Set<String> before = serverThreads();
        assertThatThrownBy(() -> GrizzlyServer.start(
                        options(Endpoints.Echo.class, SameEcho.class).build()))
                .isInstanceOf(DeploymentException.class);
        await().untilAsserted(() -> assertThat(serverThreads()).isSubsetOf(before));
    }

    @jakarta.websocket.server.ServerEndpoint("/echo")
    public static final class SameEcho {}

    @Test
    void anUpgradeToAnUnknownPathIs404() throws Exception {
        try (GrizzlyServer server = start(Endpoints.Echo.class);
                RawWebSocket peer = new RawWebSocket(server.address(), 65_536)) {
            assertThat(peer.upgrade("/nothing")).startsWith("HTTP/1.1 404");
        }
    }

    private static String handshakeFrom(String origin, GrizzlyServer server, String path) throws IOException {
        try (RawWebSocket peer = new RawWebSocket(server.address(), 65_536)) {
            return peer.upgrade(path, "Origin: " + origin).lines().findFirst().orElse("");
        }
    }

    @Test
    void anUpgradeOfAForeignPageIs403() throws Exception {
        try (GrizzlyServer server = start(Endpoints.Echo.class)) {
            assertThat(handshakeFrom("http://evil", server, "/echo")).startsWith("HTTP/1.1 403");
            assertThat(handshakeFrom("null", server, "/echo")).startsWith("HTTP/1.1 403");
            assertThat(handshakeFrom("http://evil", server, "/nothing")).startsWith("HTTP/1.1 403");
            assertThat(handshakeFrom("http://test", server, "/echo")).startsWith("HTTP/1.1 101");
            assertThat(handshakeFrom("http://test", server, "/nothing")).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void anUpgradeOfAListedPageIsTaken() throws Exception {
        GrizzlyServerOptions listing = options(Endpoints.Echo.class)
                .allowedOrigins(List.of("https://listed"))
                .build();
        try (GrizzlyServer server = GrizzlyServer.start(listing)) {
            assertThat(handshakeFrom("https://listed", server, "/echo")).startsWith("HTTP/1.1 101");
            assertThat(handshakeFrom("https://test", server, "/echo")).startsWith("HTTP/1.1 101");
            assertThat(handshakeFrom("http://listed", server, "/echo")).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void plainHttpIs426() throws Exception {
        try (GrizzlyServer server = start(Endpoints.Echo.class)) {
            URI http = URI.create("http://127.0.0.1:" + server.address().getPort() + "/echo");
            HttpResponse<String> answer =
                    HTTP.send(HttpRequest.newBuilder(http).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(426);
            assertThat(answer.headers().firstValue("Upgrade")).contains("websocket");
            assertThat(answer.body()).contains("WebSocket");
        }
    }

    @Test
    void garbageIsHungUpOn() throws Exception {
        try (GrizzlyServer server = start(Endpoints.Echo.class);
                RawWebSocket peer = new RawWebSocket(server.address(), 65_536)) {
            peer.send("\u0016\u0003\u0001 this is not HTTP\r\n\r\n\r\n");
            assertThat(readToEnd(peer)).isLessThan(2_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a|b^{", "/%zz", "/echo%", "//"})
    void anIllegalRequestTargetIsAnsweredAsSuch(String target) throws Exception {
        try (GrizzlyServer server = start(Endpoints.Echo.class);
                RawWebSocket peer = new RawWebSocket(server.address(), 65_536)) {
            assertThat(peer.upgrade(target)).startsWith("HTTP/1.1 400");
            assertThat(readToEnd(peer)).isLessThan(2_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/echo?a=%zz",
                "/echo?%",
                "/echo?a|b",
                "/%C3%28",
                "/a%00b",
                "/e%63ho",
                "http://test/echo",
                "mailto:you",
                "echo",
                "*",
                "http:",
                "http://x:y/echo"
            })
    void anOddRequestTargetIsAnswered(String target) throws Exception {
        try (GrizzlyServer server = start(Endpoints.Echo.class);
                RawWebSocket peer = new RawWebSocket(server.address(), 65_536)) {
            assertThat(peer.upgrade(target)).containsPattern("^HTTP/1.1 (101|400|404)");
        }
    }

    @Test
    void aCloseTimeoutOfZeroIsForTheShutdownAlone() throws Exception {
        GrizzlyServerOptions hasty =
                options(Endpoints.Farewell.class).closeTimeout(Duration.ZERO).build();
        try (GrizzlyServer server = GrizzlyServer.start(hasty);
                RawWebSocket peer = RawWebSocket.upgraded(server.address(), "/farewell")) {
            peer.send(1, new byte[] {'x'});
            int received = 0;
            RawWebSocket.Frame frame = peer.frame();
            while (frame.opcode() != 8) {
                received += frame.payload().length;
                frame = peer.frame();
            }
            assertThat(received).isEqualTo(Endpoints.Farewell.SIZE);
            assertThat(frame.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void aSilentConnectionIsHungUpOn() throws Exception {
        GrizzlyServerOptions impatient = options(Endpoints.Echo.class)
                .httpIdleTimeout(Duration.ofSeconds(1))
                .build();
        try (GrizzlyServer server = GrizzlyServer.start(impatient);
                RawWebSocket peer = new RawWebSocket(server.address(), 65_536)) {
            peer.send("GET /echo HTTP/1.1\r\n");
            assertThat(readToEnd(peer)).isLessThan(2_000);
        }
    }

    @Test
    void anIdleWebSocketOutlivesTheHttpIdleTimeout() throws Exception {
        GrizzlyServerOptions impatient = options(Endpoints.Echo.class)
                .httpIdleTimeout(Duration.ofSeconds(1))
                .build();
        try (GrizzlyServer server = GrizzlyServer.start(impatient);
                RawWebSocket idle = RawWebSocket.upgraded(server.address(), "/echo");
                RawWebSocket used = RawWebSocket.upgraded(server.address(), "/echo")) {
            assertEchoes(used, "here");
            // Two connections that are cut one after the other measure the time in which the idle ones are not.
            for (int i = 0; i < 2; i++) {
                try (RawWebSocket silent = new RawWebSocket(server.address(), 65_536)) {
                    readToEnd(silent);
                }
            }
            assertEchoes(idle, "still here");
            assertEchoes(used, "and here");
        }
    }

    private static void assertEchoes(RawWebSocket peer, String text) throws IOException {
        peer.send(1, text.getBytes(StandardCharsets.UTF_8));
        assertThat(peer.frame().payload()).asString(StandardCharsets.UTF_8).isEqualTo(text);
    }

    @Test
    void manyBlockedHandlersDoNotStarveTheOthers() throws Exception {
        int blocked = 40;
        Endpoints.Block.entered = new CountDownLatch(blocked);
        Endpoints.Block.release = new CountDownLatch(1);
        List<RawWebSocket> peers = Collections.synchronizedList(new ArrayList<>());
        try (GrizzlyServer server = start(Endpoints.Echo.class, Endpoints.Block.class)) {
            for (int i = 0; i < blocked; i++) {
                RawWebSocket peer = RawWebSocket.upgraded(server.address(), "/block");
                peers.add(peer);
                peer.send(1, new byte[] {'x'});
            }
            assertThat(Endpoints.Block.entered.await(30, TimeUnit.SECONDS)).isTrue();
            try (RawWebSocket free = RawWebSocket.upgraded(server.address(), "/echo")) {
                free.send(1, new byte[] {'y'});
                assertThat(free.frame().payload()).containsExactly('y');
            }
            Endpoints.Block.release.countDown();
            for (RawWebSocket peer : peers) {
                peer.close();
            }
        } finally {
            Endpoints.Block.release.countDown();
        }
    }

    @Test
    void aCloseFrameSurvivesDataThatNobodyRead() throws Exception {
        try (GrizzlyServer server = start(Endpoints.Refuse.class);
                RawWebSocket peer = RawWebSocket.upgraded(server.address(), "/refuse")) {
            for (int i = 0; i < 200; i++) {
                peer.send(1, new byte[10_000]);
            }
            RawWebSocket.Frame close = peer.frame();
            assertThat(close.opcode()).isEqualTo(8);
            assertThat(close.closeCode()).isEqualTo(1009);
            // Otherwise the server waits for the answer as long as its close timeout.
            peer.send(8, close.payload());
            assertThat(peer.read()).isEqualTo(-1);
        }
    }

    @Test
    void aLostConnectionIs1006() throws Exception {
        try (GrizzlyServer server = start(Endpoints.Echo.class)) {
            RawWebSocket eof = RawWebSocket.upgraded(server.address(), "/echo");
            eof.close();
            assertThat(Endpoints.Echo.CLOSED.poll(10, TimeUnit.SECONDS)).isEqualTo(1006);
            RawWebSocket reset = RawWebSocket.upgraded(server.address(), "/echo");
            reset.socket.setSoLinger(true, 0);
            reset.close();
            assertThat(Endpoints.Echo.CLOSED.poll(10, TimeUnit.SECONDS)).isEqualTo(1006);
        }
    }

    @Test
    void closeSends1001ToEverySocketAndEndpointsSeeIt() throws Exception {
        List<RawWebSocket> peers = new ArrayList<>();
        GrizzlyServer server = start(Endpoints.Echo.class, Endpoints.Loader.class);
        for (int i = 0; i < 5; i++) {
            peers.add(RawWebSocket.upgraded(server.address(), "/echo"));
            peers.add(RawWebSocket.upgraded(server.address(), "/loader"));
        }
        await().until(() -> Endpoints.Echo.OPENED.size() == 5 && Endpoints.Loader.SEEN.size() == 5);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        for (RawWebSocket peer : peers) {
            RawWebSocket.Frame close = peer.frame();
            assertThat(close.opcode()).isEqualTo(8);
            assertThat(close.closeCode()).isEqualTo(1001);
            peer.send(8, close.payload());
            assertThat(peer.read()).isEqualTo(-1);
            peer.close();
        }
        stopped.get(20, TimeUnit.SECONDS);
        for (int i = 0; i < 5; i++) {
            assertThat(Endpoints.Echo.CLOSED.poll(10, TimeUnit.SECONDS)).isEqualTo(1001);
        }
    }

    @Test
    void closeLeavesNoThreadAndNoPort() throws Exception {
        Set<String> before = serverThreads();
        GrizzlyServer server = start(Endpoints.Echo.class);
        int port = server.address().getPort();
        WebSocket socket = HTTP.newWebSocketBuilder()
                .buildAsync(server.uri().resolve("echo"), new Listener())
                .join();
        assertThat(before.containsAll(serverThreads())).isFalse();
        server.close();
        server.close();
        assertThat(socket.isOutputClosed() || socket.isInputClosed()).isTrue();
        await().untilAsserted(() -> assertThat(serverThreads()).isSubsetOf(before));
        InetSocketAddress gone = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        assertThatThrownBy(() -> new Socket().connect(gone)).isInstanceOf(ConnectException.class);
        GrizzlyServer.start(options(Endpoints.Echo.class).port(port).build()).close();
    }

    @Test
    void closeDoesNotWaitLongerThanTheCloseTimeout() throws Exception {
        Endpoints.Flood.reset();
        GrizzlyServer server = GrizzlyServer.start(options(Endpoints.Flood.class)
                .closeTimeout(Duration.ofMillis(300))
                .build());
        try (RawWebSocket peer = new RawWebSocket(server.address(), 16_384)) {
            assertThat(peer.upgrade("/flood")).startsWith("HTTP/1.1 101");
            awaitBlockedSender();
            long start = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(Endpoints.Flood.senderEnded.get(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void aStuckSenderEndsWhenItsConnectionIsAborted() throws Exception {
        Endpoints.Flood.reset();
        try (GrizzlyServer server = start(Endpoints.Flood.class);
                RawWebSocket peer = new RawWebSocket(server.address(), 16_384)) {
            assertThat(peer.upgrade("/flood")).startsWith("HTTP/1.1 101");
            awaitBlockedSender();
            assertThat(ConnectionAbort.abort(Endpoints.Flood.opened.join())).isTrue();
            assertThat(Endpoints.Flood.senderEnded.get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(Endpoints.Flood.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1006);
            await().until(() -> !ConnectionAbort.abort(Endpoints.Flood.opened.join()));
        }
    }

    @Test
    void aStuckSenderEndsWhenItsConnectionIsAbortedAfterClose() throws Exception {
        Endpoints.Flood.reset();
        try (GrizzlyServer server = start(Endpoints.Flood.class);
                RawWebSocket peer = new RawWebSocket(server.address(), 16_384)) {
            assertThat(peer.upgrade("/flood")).startsWith("HTTP/1.1 101");
            awaitBlockedSender();
            Endpoints.Flood.opened.join().close();
            assertThat(ConnectionAbort.abort(Endpoints.Flood.opened.join())).isTrue();
            assertThat(Endpoints.Flood.senderEnded.get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(Endpoints.Flood.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
        }
    }

    @Test
    void callbacksSeeTheClassLoaderOfTheirApplication() throws Exception {
        ClassLoader mine = new ClassLoader(getClass().getClassLoader()) {};
        ClassLoader other = new ClassLoader(getClass().getClassLoader()) {};
        GrizzlyServerOptions two = GrizzlyServerOptions.builder()
                .application(new WebSocketApplication("/", Set.of(Endpoints.Loader.class), Set.of(), mine))
                .application(new WebSocketApplication("/other", Set.of(Endpoints.Loader.class), Set.of(), other))
                .build();
        try (GrizzlyServer server = GrizzlyServer.start(two)) {
            assertLoaderSeen(server, "/loader", mine);
            assertLoaderSeen(server, "/other/loader", other);
        }
    }

    private static void assertLoaderSeen(GrizzlyServer server, String path, ClassLoader expected) throws Exception {
        try (RawWebSocket peer = RawWebSocket.upgraded(server.address(), path)) {
            assertThat(Endpoints.Loader.SEEN.poll(10, TimeUnit.SECONDS)).isSameAs(expected);
            peer.send(1, new byte[] {'x'});
            assertThat(peer.frame().payload()).containsExactly('x');
            assertThat(Endpoints.Loader.SEEN.poll(10, TimeUnit.SECONDS)).isSameAs(expected);
        }
        assertThat(Endpoints.Loader.SEEN.poll(10, TimeUnit.SECONDS)).isSameAs(expected);
    }

    /** The sender waits for room, and has done so for some looks in a row. */
    private static void awaitBlockedSender() {
        await().pollInterval(Duration.ofMillis(100))
                .during(Duration.ofMillis(500))
                .until(() -> Endpoints.Flood.sender.getState() == Thread.State.WAITING);
    }

    private static Set<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name ->
                        name.startsWith("sluice-server") || name.startsWith("tyrus-") || name.contains("rizzly"))
                .collect(Collectors.toSet());
    }

    private static int readToEnd(RawWebSocket peer) throws IOException {
        int count = 0;
        while (peer.read() >= 0) {
            count++;
        }
        return count;
    }

    private static InetAddress anotherAddressOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findAny()
                .orElse(InetAddress.getByName("127.0.0.2"));
    }

    private static boolean hasIpv6Loopback() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getAllByName("::1")[0])) {
            return probe.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    private static final class Listener implements WebSocket.Listener {

        final CompletableFuture<String> text = new CompletableFuture<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return CompletableFuture.completedFuture(null);
        }
    }
}
