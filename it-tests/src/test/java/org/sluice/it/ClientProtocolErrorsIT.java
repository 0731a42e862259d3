package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.grizzly.TyrusClientEngine;

/** Frames that break RFC 6455, sent by a server to clients of every kind. */
class ClientProtocolErrorsIT {

    private static final int MASKED = 0x80;
    private static final int CLOSE = 0x88;

    /** What a server sends in error, as hexadecimal digits, and the code that it must be closed with. */
    private enum Fault {
        MASKED("828100000000aa", 1002),
        MASKED_CONTROL("898000000000", 1002),
        RESERVED_BIT_1("c201aa", 1002),
        RESERVED_BIT_2("a201aa", 1002),
        RESERVED_BIT_3("9201aa", 1002),
        RESERVED_DATA_OPCODE("8300", 1002),
        RESERVED_CONTROL_OPCODE("8b00", 1002),
        FRAGMENTED_PING("0900", 1002),
        FRAGMENTED_CLOSE("0800", 1002),
        LONG_PING("897e007e", 1002),
        CONTINUATION_OF_NOTHING("8001aa", 1002),
        MESSAGE_IN_MESSAGE("0201aa8201aa", 1002),
        LENGTH_16_NOT_SHORTEST("827e007d", 1002),
        LENGTH_64_NOT_SHORTEST("827f000000000000ffff", 1002),
        LENGTH_NEGATIVE("827f8000000000000000", 1002),
        CLOSE_OF_ONE_BYTE("880103", 1002),
        CLOSE_1006("880203ee", 1002),
        CLOSE_REASON_NOT_UTF_8("880303e8ff", 1007),
        TEXT_NOT_UTF_8("8101ff", 1007),
        TEXT_ENDS_IN_CHARACTER("8101c3", 1007);

        private final String frames;
        private final int code;

        Fault(String frames, int code) {
            this.frames = frames;
            this.code = code;
        }
    }

    /** A client that connects, and tells the codes with which it closed. */
    @FunctionalInterface
    private interface Client {
        void connect(URI server, List<Integer> closed) throws Exception;
    }

    private enum Kind {
        MESSAGE((server, closed) -> {
            MessageWebSocket socket = MessageWebSocket.create();
            socket.onReceived((from, message) -> {});
            socket.onClosed((from, event) -> closed.add(event.code()));
            socket.connect(server);
        }),
        STREAM((server, closed) -> {
            StreamWebSocket socket = StreamWebSocket.create();
            socket.onClosed((from, event) -> closed.add(event.code()));
            socket.connect(server);
        }),
        ORDINARY((server, closed) -> new TyrusClientEngine()
                .newContainer(Duration.ofSeconds(20))
                .connectToServer(new Ordinary(closed), server));

        @SuppressWarnings("ImmutableEnumChecker") // Without state.
        private final Client client;

        Kind(Client client) {
            this.client = client;
        }
    }

    @ClientEndpoint
    public static final class Ordinary {

        private final List<Integer> closed;

        Ordinary(List<Integer> closed) {
            this.closed = closed;
        }

        @OnMessage
        public void text(String text) {}

        @OnMessage
        public void binary(ByteBuffer data) {}

        @OnClose
        public void close(CloseReason reason) {
            closed.add(reason.getCloseCode().getCode());
        }
    }

    /** A stream takes no text at all, and says so with 1003. */
    static Stream<Arguments> faults() {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(Fault.values())
                .filter(fault -> kind != Kind.STREAM || !fault.name().startsWith("TEXT"))
                .map(fault -> Arguments.of(kind, fault)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    @DisplayName("P34: a server that breaks the protocol is told the code, and so is the application, once")
    void closesWithItsCode(Kind kind, Fault fault) throws Exception {
        CompletableFuture<Integer> told = new CompletableFuture<>();
        List<Integer> closed = new CopyOnWriteArrayList<>();
        try (RawServer server =
                RawServer.on(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), (connection, key) -> {
                    RawServer.upgrade(connection, key);
                    connection.getOutputStream().write(HexFormat.of().parseHex(fault.frames));
                    told.complete(closeCode(new DataInputStream(connection.getInputStream())));
                })) {
            kind.client.connect(URI.create("ws://localhost:" + server.port() + "/"), closed);

            assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo(fault.code);
            await().untilAsserted(() -> assertThat(closed).containsExactly(fault.code));
        }
    }

    /** The code of the next frame, which must be a masked close frame. */
    private static int closeCode(DataInputStream in) throws java.io.IOException {
        assertThat(in.readUnsignedByte()).isEqualTo(CLOSE);
        int length = in.readUnsignedByte();
        assertThat(length & MASKED).isEqualTo(MASKED);
        int key = in.readInt();
        return in.readUnsignedShort() ^ (key >>> Short.SIZE);
    }
}
