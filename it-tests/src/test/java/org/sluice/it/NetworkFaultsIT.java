package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
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
import org.sluice.server.launcher.EmbeddedServer;

/**
 * Every fault of a network and every operation, at both ends of a connection and on both ports: the operation ends by the deadline that is its
 * own, with the promised error, each end is told once, and nothing is left behind. Faults that cost nothing but time are for {@link
 * SlowNetworkIT}.
 */
class NetworkFaultsIT extends OnBothPorts {

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
            "P34 P73 S closed S send S stream S keep-alive: whatever the network does, every operation ends in its own time, with its error")
    void operations(String port, LineFault fault, boolean atServer) throws Exception {
        use(port);
        try (EmbeddedServer server = HandedOut.server()) {
            Map<String, CompletableFuture<Void>> all = new LinkedHashMap<>();
            for (Operation operation : Operation.values()) {
                for (boolean credit : new boolean[] {false, true}) {
                    if (operation.endsAt(fault, credit)) {
                        all.put(
                                operation + (credit ? " with credit" : ""),
                                Sending.of(() -> meet(server, fault, atServer, operation, credit)));
                    }
                }
            }
            for (Map.Entry<String, CompletableFuture<Void>> each : all.entrySet()) {
                assertThat(each.getValue()).as(each.getKey()).succeedsWithin(Duration.ofSeconds(60));
            }
        }
    }

    private static void meet(
            EmbeddedServer server, LineFault fault, boolean atServer, Operation operation, boolean credit)
            throws Exception {
        Consumer<WebSocket> limited = socket -> operation.limit(socket, fault);
        Consumer<WebSocket> unlimited = Operation::beLong;
        try (FaultyConnection connection = new FaultyConnection(
                server,
                operation.isOfStreams(),
                credit,
                atServer ? unlimited : limited,
                atServer ? limited : unlimited)) {
            WebSocket socket = connection.end(atServer);
            Throwable failure = caught(connection, fault, operation, socket);

            assertThat(failure).isInstanceOf(WebSocketException.class);
            if (fault.isTold()) {
                assertThat(WebErrorStatus.of(failure))
                        .as("%s", failure)
                        .isIn(WebErrorStatus.CONNECTION_RESET, WebErrorStatus.CONNECTION_ABORTED);
            } else {
                assertThat(WebErrorStatus.of(failure)).as("%s", failure).isSameAs(WebErrorStatus.TIMEOUT);
                assertThat(socket.isOpen() || !operation.staysOpen()).isTrue();
            }
            connection.end(fault);
            connection.assertLost(atServer);
            connection.assertLost(!atServer);
        }
    }

    /** A fault that is told comes in the middle of it, any other before it. */
    private static Throwable caught(FaultyConnection connection, LineFault fault, Operation operation, WebSocket socket)
            throws Exception {
        CompletableFuture<Throwable> caught = new CompletableFuture<>();
        if (!fault.isTold()) {
            connection.hit(fault);
        }
        Caller caller = Caller.of(() -> caught.complete(caughtOf(operation, socket)));
        if (fault.isTold()) {
            if (operation.comesToWait()) {
                caller.awaitWaiting();
            }
            connection.hit(fault);
        }
        return caught.get(20, TimeUnit.SECONDS);
    }

    /** What a future failed with is what it was told. */
    private static Throwable caughtOf(Operation operation, WebSocket socket) {
        Throwable thrown = catchThrowable(() -> operation.run(socket));
        return thrown instanceof ExecutionException told ? told.getCause() : thrown;
    }

    @ParameterizedTest(name = "{0}, {1}, at the server: {2}")
    @MethodSource("everywhere")
    @DisplayName(
            "P34 S close S closed: whatever the network does, a close returns, the end is told once, and no more is sent")
    void closes(String port, LineFault fault, boolean atServer) throws Exception {
        use(port);
        List<ClosedEvent> events = new ArrayList<>();
        try (EmbeddedServer server = HandedOut.server()) {
            for (boolean stream : new boolean[] {false, true}) {
                Consumer<WebSocket> hasty = socket -> socket.control().closeTimeout(Operation.SHORT);
                try (FaultyConnection connection = new FaultyConnection(server, stream, true, hasty, hasty)) {
                    WebSocket socket = connection.end(atServer);
                    connection.hit(fault);
                    Caller.of(() -> socket.close(4000, "enough")).returns();
                    events.add(connection.closed(atServer));
                    assertThat(socket.isOpen()).isFalse();
                    assertThatThrownBy(() -> send(socket)).isInstanceOf(SocketClosedException.class);
                    connection.end(fault);
                    assertThat(connection.closed(!atServer).code()).isEqualTo(1006);
                }
            }
        }
        if (port.equals("auto")) {
            // A container tells the end of its session, most of them as soon as the close frame is out.
            assertThat(events).allSatisfy(event -> {
                assertThat(event.code()).isEqualTo(1006);
                assertThat(event.clean()).isFalse();
                // Where the end is told at once it may be faster than the close.
                assertThat(fault.isTold() || event.closedBy() == ClosedBy.LOCAL).isTrue();
            });
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

    @ParameterizedTest
    @MethodSource("faultsOnPorts")
    @DisplayName(
            "P9 P69-P72 P76 M connect: whatever the network does to a handshake, the connect ends in its time, with its error")
    void connects(String port, LineFault fault) throws Exception {
        use(port);
        HandedOut expected = HandedOut.expect(socket -> {});
        try (EmbeddedServer server = HandedOut.server();
                FaultProxy proxy = new FaultProxy(expected.at(server, false, true));
                MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().connectTimeout(fault.isTold() ? Operation.LONG : Operation.SHORT);
            fault.hitHandshake(proxy);

            assertThatThrownBy(() -> socket.connect(proxy.uri()))
                    .isInstanceOfSatisfying(WebSocketException.class, failure -> {
                        assertThat(failure.status()).as("%s", failure).isSameAs(fault.ofAConnect());
                        assertThat(failure.phase()).isSameAs(Phase.UPGRADE);
                    });

            assertThat(socket.isOpen()).isFalse();
            proxy.reset();
            assertThat(expected.closed().code()).isEqualTo(1006);
        }
    }
}
