package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.SocketClosedException;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketException;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.DataWriter;
import org.sluice.server.launcher.EmbeddedServer;

/**
 * Every fault of a network and every operation, at both ends of a connection and on both ports: the operation ends by the deadline that is its
 * own, with the promised error, each end is told once, and nothing is left behind. Faults that cost nothing but time are for {@link
 * SlowNetworkIT}.
 */
class NetworkFaultsIT extends OnBothPorts {

    /** What does not wait for the network. */
    private static final Set<String> LOCAL =
            Set.of("control", "information", "isOpen", "onClosed", "onReceived", "setRequestHeader");
    /** Operations that have a test of their own. */
    private static final Set<String> HERE = Set.of("connect", "connectAsync", "close");

    private static Leftovers before;

    /** What stays from the first connection of each kind, such as classes' own files, is there before. */
    @BeforeAll
    static void warmUp() throws Exception {
        for (String port : ports().toList()) {
            use(port);
            try (EmbeddedServer server = HandedOut.server()) {
                for (boolean stream : new boolean[] {false, true}) {
                    try (FaultyConnection connection =
                            new FaultyConnection(server, stream, true, socket -> {}, socket -> {})) {
                        connection.end(LineFault.STALL);
                        connection.assertLost(false);
                    }
                }
            }
        }
        before = Leftovers.sinceQuiet();
    }

    @AfterAll
    static void nothingIsLeft() {
        before.assertNone();
    }

    static Stream<Arguments> everywhere() {
        return ports().flatMap(port -> Stream.of(LineFault.values())
                .flatMap(fault -> Stream.of(false, true).map(atServer -> Arguments.of(port, fault, atServer))));
    }

    @ParameterizedTest(name = "{0}, {1}, at the server: {2}")
    @MethodSource("everywhere")
    @DisplayName(
            "P34 P73 S closed S send S stream M data S keep-alive reactive: whatever the network does, every operation ends in its own time, with its error")
    void operations(String port, LineFault fault, boolean atServer) throws Exception {
        use(port);
        try (EmbeddedServer server = HandedOut.server()) {
            Together all = new Together();
            for (boolean credit : new boolean[] {false, true}) {
                Operations.all(fault.patience())
                        .filter(operation -> operation.endsAt(fault, credit))
                        .forEach(operation -> all.start(
                                operation + (credit ? " with credit" : ""),
                                new FaultMeeting(server, fault, atServer, operation, credit)));
            }
            all.succeed();
        }
    }

    @Test
    @DisplayName("S send S stream M data: no operation is left out here")
    void everyOperation() {
        assertThat(waiting(MessageWebSocket.class)).isNotEmpty().allSatisfy(NetworkFaultsIT::assertIsThere);
        assertThat(waiting(StreamWebSocket.class)).isNotEmpty().allSatisfy(NetworkFaultsIT::assertIsThere);
        assertThat(throwing(DataWriter.class))
                .contains("DataWriter.store", "DataWriter.flush", "DataWriter.close")
                .allSatisfy(NetworkFaultsIT::assertIsThere);
        assertThat(throwing(DataReader.class))
                .contains("DataReader.load", "DataReader.close")
                .allSatisfy(NetworkFaultsIT::assertIsThere);
    }

    private static void assertIsThere(String operation) {
        assertThat(Stream.concat(Operations.names().stream(), ClosingForm.all().map(ClosingForm::toString)))
                .anyMatch(name -> name.startsWith(operation));
    }

    private static List<String> waiting(Class<? extends WebSocket> kind) {
        return Arrays.stream(kind.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !LOCAL.contains(method.getName()) && !HERE.contains(method.getName()))
                .map(NetworkFaultsIT::name)
                .toList();
    }

    /** With the type of what it takes where that is one thing, as {@link SendForm} has it. */
    private static String name(Method method) {
        return method.getParameterCount() == 1
                ? method.getName() + "(" + method.getParameterTypes()[0].getSimpleName() + ")"
                : method.getName();
    }

    /** What throws any IOException touches the stream. */
    private static List<String> throwing(Class<?> data) {
        return Arrays.stream(data.getMethods())
                .filter(method -> List.of(method.getExceptionTypes()).contains(IOException.class))
                .map(method -> data.getSimpleName() + "." + method.getName())
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1}, at the server: {2}")
    @MethodSource("everywhere")
    @DisplayName(
            "S send: whatever the network does to one of its members, a broadcast reaches the others, and says who missed it and why")
    void broadcasts(String port, LineFault fault, boolean atServer) throws Exception {
        use(port);
        try (EmbeddedServer server = HandedOut.server()) {
            Together all = new Together();
            all.start("with credit", new FaultyBroadcast(server, fault, atServer, true));
            if (fault != LineFault.HALF_OPEN) {
                // What is swallowed counts as sent without it.
                all.start("without credit", new FaultyBroadcast(server, fault, atServer, false));
            }
            all.succeed();
        }
    }

    @ParameterizedTest(name = "{0}, {1}, at the server: {2}")
    @MethodSource("everywhere")
    @DisplayName(
            "P41-P44 P51-P52 S stream M data: whatever the network does, a close of a stream, channel, reader or writer returns, and ends who waits in it")
    void closesOfStreams(String port, LineFault fault, boolean atServer) throws Exception {
        use(port);
        try (EmbeddedServer server = HandedOut.server()) {
            Together all = new Together();
            ClosingForm.all()
                    .forEach(
                            form -> all.start(form.toString(), () -> closeWhileItWaits(server, fault, atServer, form)));
            all.succeed();
        }
    }

    private static void closeWhileItWaits(EmbeddedServer server, LineFault fault, boolean atServer, ClosingForm form)
            throws Exception {
        Consumer<WebSocket> limited = socket -> {
            Operation.beLong(socket);
            socket.control().sendTimeout(fault.patience());
        };
        try (FaultyConnection connection = new FaultyConnection(server, form.isOfStreams(), true, limited, limited)) {
            ClosingForm.Used used = form.of(connection.end(atServer));
            if (!fault.isTold()) {
                connection.hit(fault);
            }
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Caller user = Caller.of(() -> ended.complete(Sending.failureOf(used.use())));
            if (fault.isTold()) {
                if (form.sends()) {
                    user.awaitWaiting();
                }
                connection.hit(fault);
            }

            CompletableFuture<Throwable> closed = new CompletableFuture<>();
            Caller.of(() -> closed.complete(
                            Sending.failureOf(() -> used.closeable().close())))
                    .returns();
            Throwable failure = closed.get();
            if (failure != null) {
                assertThat(failure).isInstanceOf(WebSocketException.class);
                assertThat(WebErrorStatus.of(failure)).as("%s", failure).isIn(fault.ofAnOperation());
            }
            // The other two say that what is used is closed.
            assertThat(ended.get(20, TimeUnit.SECONDS))
                    .isInstanceOfAny(
                            WebSocketException.class, ClosedChannelException.class, IllegalStateException.class);
            // Handlers of messages are in the way of an end that is told. With credit nothing else is, and a server's
            // stream that is let go would read what is closed.
            if (!fault.isTold() || !form.isOfStreams()) {
                connection.end(fault);
            }
            connection.assertLost(atServer);
            connection.assertLost(!atServer);
        }
    }

    @ParameterizedTest(name = "{0}, {1}, at the server: {2}")
    @MethodSource("everywhere")
    @DisplayName(
            "P34 S close S closed: whatever the network does, a close returns, the end is told once, and no more is sent")
    void closes(String port, LineFault fault, boolean atServer) throws Exception {
        use(port);
        Map<String, Consumer<WebSocket>> closes =
                Map.of("close()", WebSocket::close, "close(4000, enough)", socket -> socket.close(4000, "enough"));
        try (EmbeddedServer server = HandedOut.server()) {
            Together all = new Together();
            for (boolean stream : new boolean[] {false, true}) {
                closes.forEach((name, close) -> all.start(
                        name + (stream ? " of a stream" : ""), () -> close(server, fault, atServer, stream, close)));
            }
            all.succeed();
        }
    }

    private static void close(
            EmbeddedServer server, LineFault fault, boolean atServer, boolean stream, Consumer<WebSocket> close)
            throws Exception {
        Consumer<WebSocket> hasty = socket -> socket.control().closeTimeout(Operation.SHORT);
        try (FaultyConnection connection = new FaultyConnection(server, stream, true, hasty, hasty)) {
            WebSocket socket = connection.end(atServer);
            connection.hit(fault);
            Caller.of(() -> close.accept(socket)).returns();
            ClosedEvent event = connection.closed(atServer);
            assertThat(socket.isOpen()).isFalse();
            assertThatThrownBy(() -> send(socket)).isInstanceOf(SocketClosedException.class);
            connection.end(fault);
            assertThat(connection.closed(!atServer).code()).isEqualTo(1006);
            if (!isPortable()) {
                // A container tells the end of its session, most of them as soon as the close frame is out.
                assertThat(event.code()).isEqualTo(1006);
                assertThat(event.clean()).isFalse();
                // Where the end is told at once it may be faster than the close.
                assertThat(fault.isTold() || event.closedBy() == ClosedBy.LOCAL).isTrue();
            }
        }
    }

    private static void send(WebSocket socket) throws IOException {
        if (socket instanceof MessageWebSocket messages) {
            messages.send("late");
        } else {
            StreamWebSocket stream = (StreamWebSocket) socket;
            stream.outputStream().write(1);
            stream.outputStream().flush();
        }
    }

    static Stream<Arguments> faultsOnPorts() {
        return ports().flatMap(port -> Stream.of(LineFault.values()).map(fault -> Arguments.of(port, fault)));
    }

    /** A way to connect, which waits. */
    private interface Connect {
        void to(WebSocket socket, URI uri) throws Exception;
    }

    @ParameterizedTest
    @MethodSource("faultsOnPorts")
    @DisplayName(
            "P9 P69-P72 P76 M connect: whatever the network does to a handshake, the connect ends in its time, with its error")
    void connects(String port, LineFault fault) throws Exception {
        use(port);
        Map<String, Connect> connects =
                Map.of("connect", WebSocket::connect, "connectAsync", (socket, uri) -> socket.connectAsync(uri)
                        .get(20, TimeUnit.SECONDS));
        try (EmbeddedServer server = HandedOut.server()) {
            Together all = new Together();
            for (boolean stream : new boolean[] {false, true}) {
                connects.forEach((name, connect) -> all.start(
                        name + (stream ? " of a stream" : ""), () -> connect(server, fault, stream, connect)));
            }
            all.succeed();
        }
    }

    private static void connect(EmbeddedServer server, LineFault fault, boolean stream, Connect connect)
            throws Exception {
        HandedOut expected = HandedOut.expect(socket -> {});
        try (FaultProxy proxy = new FaultProxy(expected.at(server, stream, true));
                WebSocket socket = stream ? StreamWebSocket.create() : MessageWebSocket.create()) {
            // Its TCP has to be over by then on a busy machine, too.
            socket.control().connectTimeout(fault.isTold() ? Operation.LONG : Duration.ofSeconds(1));
            fault.hitHandshake(proxy);

            assertThat(Sending.failureOf(() -> connect.to(socket, proxy.uri())))
                    .isInstanceOfSatisfying(WebSocketException.class, failure -> {
                        assertThat(failure.status()).as("%s", failure).isSameAs(fault.ofAConnect());
                        assertThat(failure.phase()).isSameAs(Phase.UPGRADE);
                    });

            assertThat(socket.isOpen()).isFalse();
            proxy.reset();
            expected.letGo();
            assertThat(expected.closed().code()).isEqualTo(1006);
        }
    }
}
