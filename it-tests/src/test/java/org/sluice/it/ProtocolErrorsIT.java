package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.MessageEndpoint;
import org.sluice.core.StreamEndpoint;
import org.sluice.server.launcher.EmbeddedServer;

/** Frames that break RFC 6455, sent to endpoints of every kind on our server. */
class ProtocolErrorsIT {

    /** The codes with which each connection closed, as its endpoint saw them, by the key in its path. */
    private static final Map<String, List<Integer>> CLOSED = new ConcurrentHashMap<>();

    private static EmbeddedServer server;

    private static void closed(String key, int code) {
        CLOSED.computeIfAbsent(key, first -> new CopyOnWriteArrayList<>()).add(code);
    }

    @ServerEndpoint("/message/{key}")
    public static final class Messages extends MessageEndpoint {

        private String key = "";

        @Override
        protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
            key = session.getPathParameters().get("key");
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) {}

        @Override
        protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
            closed(key, event.code());
        }
    }

    @ServerEndpoint("/stream/{key}")
    public static final class Streams extends StreamEndpoint {

        private String key = "";

        @Override
        protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
            key = session.getPathParameters().get("key");
        }

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws Exception {
            socket.inputStream().transferTo(OutputStream.nullOutputStream());
        }

        @Override
        protected void onClosed(StreamWebSocket socket, ClosedEvent event) {
            closed(key, event.code());
        }
    }

    @ServerEndpoint("/whole/{key}")
    public static final class Whole {

        @OnMessage
        public void text(String text) {}

        @OnMessage
        public void binary(ByteBuffer data) {}

        @OnClose
        public void close(@PathParam("key") String key, CloseReason reason) {
            closed(key, reason.getCloseCode().getCode());
        }
    }

    @ServerEndpoint("/partial/{key}")
    public static final class Partial {

        @OnMessage
        public void text(String text, boolean last) {}

        @OnMessage
        public void binary(ByteBuffer data, boolean last) {}

        @OnClose
        public void close(@PathParam("key") String key, CloseReason reason) {
            closed(key, reason.getCloseCode().getCode());
        }
    }

    /** What a peer sends in error, as hexadecimal digits, and the code that it must be closed with. */
    private enum Fault {
        UNMASKED("8201aa", 1002),
        UNMASKED_CONTROL("8900", 1002),
        RESERVED_BIT_1("c28100000000aa", 1002),
        RESERVED_BIT_2("a28100000000aa", 1002),
        RESERVED_BIT_3("928100000000aa", 1002),
        RESERVED_BIT_OF_CONTROL("c98000000000", 1002),
        RESERVED_DATA_OPCODE("838000000000", 1002),
        RESERVED_CONTROL_OPCODE("8b8000000000", 1002),
        FRAGMENTED_PING("098000000000", 1002),
        FRAGMENTED_CLOSE("088000000000", 1002),
        LONG_PING("89fe007e00000000", 1002),
        LONG_CLOSE("88fe007e00000000", 1002),
        CONTINUATION_OF_NOTHING("808100000000aa", 1002),
        MESSAGE_IN_MESSAGE("028100000000aa828100000000aa", 1002),
        LENGTH_16_NOT_SHORTEST("82fe007d00000000", 1002),
        LENGTH_64_NOT_SHORTEST("82ff000000000000ffff00000000", 1002),
        LENGTH_NEGATIVE("82ff800000000000000000000000", 1002),
        CLOSE_OF_ONE_BYTE("88810000000003", 1002),
        CLOSE_999("88820000000003e7", 1002),
        CLOSE_1005("88820000000003ed", 1002),
        CLOSE_1006("88820000000003ee", 1002),
        CLOSE_5000("8882000000001388", 1002),
        CLOSE_REASON_NOT_UTF_8("88830000000003e8ff", 1007),
        TEXT_NOT_UTF_8("818100000000ff", 1007),
        TEXT_NOT_UTF_8_IN_FRAGMENTS("018100000000c3808100000000c3", 1007),
        TEXT_ENDS_IN_CHARACTER("818100000000c3", 1007);

        private final String frames;
        private final int code;

        Fault(String frames, int code) {
            this.frames = frames;
            this.code = code;
        }

        boolean isText() {
            return name().startsWith("TEXT");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedServer.builder()
                .endpoints(List.of(Messages.class, Streams.class, Whole.class, Partial.class))
                .start();
    }

    /** Only now is it sure that no second event comes. */
    @AfterAll
    static void eachClosedOnce() {
        server.close();
        assertThat(CLOSED.values()).isNotEmpty().allMatch(codes -> codes.size() == 1);
    }

    /** A stream takes no text at all, and says so with 1003. */
    static Stream<Arguments> faults() {
        return Stream.of("message", "stream", "whole", "partial").flatMap(kind -> Stream.of(Fault.values())
                .filter(fault -> !(kind.equals("stream") && fault.isText()))
                .map(fault -> Arguments.of(kind, fault)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    @DisplayName("P34: what breaks the protocol closes with its code, on the wire and for the endpoint, once")
    void closesWithItsCode(String kind, Fault fault) throws Exception {
        String key = UUID.randomUUID().toString();
        try (RawClient client = RawClient.connect(server.uri().resolve(kind + "/" + key))) {
            client.write(HexFormat.of().parseHex(fault.frames));
            RawClient.Frame close = client.readClose();
            assertThat(close.closeCode()).as(close.reason()).isEqualTo(fault.code);
            assertThat(client.ends()).as("the connection ends").isTrue();
        }
        await().untilAsserted(() -> assertThat(CLOSED.get(key)).containsExactly(fault.code));
    }
}
