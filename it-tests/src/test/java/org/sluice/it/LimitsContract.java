package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;

/** Sizes, fragments and characters at their limits, frame by frame, against {@code /message/echo} and {@code /plain/message}. */
interface LimitsContract extends Quirky {

    /** What the endpoints take in one message; README, "Defaults". */
    int LIMIT = 1024 * 1024;

    /** One, two, three and four bytes a character. */
    String ALL_LENGTHS = "aü世\uD83D\uDE00";

    /** A message of some size on the wire: one frame, or fragments of equal size with the rest in the last one. */
    record Shape(String name, int opcode, int fragment) {

        byte[][] of(int size) {
            byte[] data = new byte[size];
            Arrays.fill(data, (byte) 'x');
            return fragments(data, fragment);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape("text in one frame", RawClient.TEXT, Integer.MAX_VALUE),
                new Shape("binary in one frame", RawClient.BINARY, Integer.MAX_VALUE),
                new Shape("text in fragments of 1 000", RawClient.TEXT, 1000),
                new Shape("binary in fragments of 1 000", RawClient.BINARY, 1000),
                new Shape("text in fragments of 65 536", RawClient.TEXT, 65_536),
                new Shape("binary in fragments of 65 536", RawClient.BINARY, 65_536));
    }

    private static byte[][] fragments(byte[] data, int size) {
        return IntStream.iterate(0, from -> from < data.length, from -> from + Math.min(size, data.length - from))
                .mapToObj(from -> Arrays.copyOfRange(data, from, from + Math.min(size, data.length - from)))
                .toArray(byte[][]::new);
    }

    @ParameterizedTest
    @MethodSource("org.sluice.it.LimitsContract#shapes")
    @DisplayName("P14, M message control: a message of exactly the limit passes, one byte more is 1009")
    default void limitIsExact(Shape shape) throws Exception {
        try (RawClient client = RawClient.connect(at("message/echo"))) {
            client.sendFragments(shape.opcode(), shape.of(LIMIT));
            RawClient.Frame echo = client.readMessage();
            assertThat(echo.opcode()).isEqualTo(shape.opcode());
            assertThat(echo.payload()).hasSize(LIMIT);
            client.sendFragments(shape.opcode(), shape.of(LIMIT + 1));
            RawClient.Frame refusal = client.readFrame();
            assertThat(refusal.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(refusal.closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RawClient.TEXT, RawClient.BINARY})
    @DisplayName("P14, M message control: a single frame far over the limit is 1009 too")
    default void singleHugeFrameIs1009(int opcode) throws Exception {
        try (RawClient client = RawClient.connect(at("message/echo"))) {
            // Refused, and perhaps cut, before all of it is written.
            CompletableFuture<Void> unused = Sending.of(() -> client.send(opcode, true, letters(5 * LIMIT)));
            RawClient.Frame refusal = client.readFrame();
            assertThat(refusal.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(refusal.closeCode()).as(refusal.reason()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("P13 P45: a single frame of a size that nobody wants to hold passes a stream")
    default void singleHugeFramePassesAStream() throws Exception {
        byte[] data = letters(8 * LIMIT);
        try (RawClient client = RawClient.connect(at("stream/echo"))) {
            CompletableFuture<Void> sending = Sending.of(() -> client.send(RawClient.BINARY, true, data));
            RawClient.Frame echo = client.readMessage();
            assertThat(Arrays.equals(echo.payload(), data))
                    .as("%s bytes came back as they were", echo.payload().length)
                    .isTrue();
            assertThat(sending).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8191, 8192, 8193, 65_535, 65_536, 65_537, 262_145, LIMIT})
    @DisplayName("no limit of the container's own: whole messages of any size up to ours reach ordinary endpoints too")
    default void wholeMessagesHaveOurLimit(int size) throws Exception {
        for (Shape shape : shapes().toList()) {
            try (RawClient client = RawClient.connect(at("plain/message"))) {
                client.sendFragments(shape.opcode(), shape.of(size));
                RawClient.Frame echo = client.readMessage();
                assertThat(echo.opcode()).as(shape.name()).isEqualTo(shape.opcode());
                assertThat(echo.payload()).as(shape.name()).hasSize(size);
            }
        }
    }

    @Test
    @DisplayName("P12: fragments of any size make one message, empty ones too, first, between and last")
    default void fragmentsOfAnySizeMakeOneMessage() throws Exception {
        List<List<Integer>> cuts = List.of(
                List.of(0, 5),
                List.of(5, 0),
                List.of(0, 0),
                List.of(0, 5, 0),
                List.of(3, 0, 0, 2),
                List.of(0, 0, 0, 0, 1),
                List.of(125, 126, 127),
                List.of(4095, 4096, 4097),
                List.of(8191, 8192, 8193),
                List.of(16_383, 16_384, 16_385),
                List.of(65_535, 65_536, 65_537),
                List.of(1, 300_000, 1, 0));
        try (RawClient client = RawClient.connect(at("message/echo"))) {
            for (List<Integer> sizes : cuts) {
                byte[][] parts = sizes.stream().map(LimitsContract::letters).toArray(byte[][]::new);
                for (int opcode : new int[] {RawClient.TEXT, RawClient.BINARY}) {
                    client.sendFragments(opcode, parts);
                    RawClient.Frame echo = client.readMessage();
                    assertThat(echo.opcode()).as("%s", sizes).isEqualTo(opcode);
                    assertThat(echo.payload()).as("%s", sizes).isEqualTo(joined(parts));
                }
            }
        }
    }

    @Test
    @DisplayName("P2: text is whole wherever its characters are cut by fragments")
    default void charactersMayBeCutAnywhere() throws Exception {
        assumeNot(Quirk.TEXT_BY_FRAMES);
        byte[] text = ALL_LENGTHS.repeat(2).getBytes(StandardCharsets.UTF_8);
        try (RawClient client = RawClient.connect(at("message/echo"))) {
            for (int first = 0; first <= text.length; first++) {
                for (int second = first; second <= text.length; second++) {
                    client.sendFragments(
                            RawClient.TEXT,
                            Arrays.copyOf(text, first),
                            Arrays.copyOfRange(text, first, second),
                            Arrays.copyOfRange(text, second, text.length));
                    assertThat(client.readMessage().text())
                            .as("cut at %s and %s", first, second)
                            .isEqualTo(ALL_LENGTHS.repeat(2));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8192, 16_384, 65_536})
    @DisplayName("P2: long text is whole wherever a buffer or a fragment of a power of two cuts its characters")
    default void longTextIsWholeWhereverItIsCut(int size) throws Exception {
        assumeNot(Quirk.TEXT_BY_FRAMES);
        try (RawClient client = RawClient.connect(at("message/echo"))) {
            for (int shift = 0; shift < 10; shift++) {
                String text = "x".repeat(shift) + ALL_LENGTHS.repeat(20_000);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                client.sendFragments(RawClient.TEXT, fragments(bytes, size));
                assertThat(client.readMessage().payload()).as("shift %s", shift).isEqualTo(bytes);
                client.send(text);
                assertThat(client.readMessage().payload())
                        .as("one frame, shift %s", shift)
                        .isEqualTo(bytes);
            }
        }
    }

    /** Text that is not UTF-8 (RFC 3629), in fragments. */
    record Malformed(String name, List<byte[]> fragments) {

        Malformed(String name, int... bytes) {
            this(name, List.of(bytes(bytes)));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Malformed> malformed() {
        return Stream.of(
                new Malformed("a byte that is never used", 'a', 0xff, 'b'),
                new Malformed("a continuation without a beginning", 'a', 0x80),
                new Malformed("a character that is cut off at the end", 'a', 0xe4, 0xb8),
                new Malformed("an overlong form", 0xc0, 0xaf),
                new Malformed("a surrogate", 0xed, 0xa0, 0x80),
                new Malformed("beyond the last character", 0xf4, 0x90, 0x80, 0x80),
                new Malformed("wrong in the second fragment", List.of(bytes('a'), bytes('b', 0xff))),
                new Malformed("begun in one fragment, not ended in the next", List.of(bytes('a', 0xe4), bytes('b'))),
                new Malformed("cut off at the end of the last fragment", List.of(bytes('a'), bytes(0xe4, 0xb8))),
                new Malformed("cut off before an empty last fragment", List.of(bytes('a', 0xe4), bytes())));
    }

    @ParameterizedTest
    @MethodSource("org.sluice.it.LimitsContract#malformed")
    @DisplayName("P2, bad input: text that is not UTF-8 closes with 1007 (RFC 6455, 8.1)")
    default void malformedTextIs1007(Malformed text) throws Exception {
        try (RawClient client = RawClient.connect(at("message/echo"))) {
            client.sendFragments(RawClient.TEXT, text.fragments().toArray(byte[][]::new));
            RawClient.Frame refusal = client.readFrame();
            assertThat(refusal.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(refusal.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    @DisplayName("S keep-alive: a ping between the fragments of a message is answered, and the message is whole")
    default void pingBetweenFragments() throws Exception {
        try (RawClient client = RawClient.connect(at("message/echo"))) {
            client.send(RawClient.TEXT, false, "one ".getBytes(StandardCharsets.UTF_8));
            client.send(RawClient.PING, true, new byte[] {1, 2, 3});
            RawClient.Frame pong = client.readFrame();
            assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
            assertThat(pong.payload()).containsExactly(1, 2, 3);
            client.send(RawClient.PONG, true, new byte[0]);
            client.send(RawClient.CONTINUATION, true, "message".getBytes(StandardCharsets.UTF_8));
            assertThat(client.readMessage().text()).isEqualTo("one message");
        }
    }

    @Test
    @DisplayName("P12: ten thousand tiny fragments make one message")
    default void tenThousandTinyFragments() throws Exception {
        byte[] data = letters(10_000);
        try (RawClient client = RawClient.connect(at("message/echo"))) {
            for (int opcode : new int[] {RawClient.TEXT, RawClient.BINARY}) {
                client.sendFragments(opcode, fragments(data, 1));
                assertThat(client.readMessage().payload()).isEqualTo(data);
            }
        }
    }

    @Test
    @DisplayName("bad input: ten thousand empty fragments cost nothing and still make one message")
    default void tenThousandEmptyFragments() throws Exception {
        assumeNot(Quirk.TEXT_BY_FRAMES);
        byte[][] parts = new byte[10_000][0];
        parts[9_999] = new byte[] {'x'};
        try (RawClient client = RawClient.connect(at("message/echo"))) {
            client.sendFragments(RawClient.TEXT, parts);
            assertThat(client.readMessage().text()).isEqualTo("x");
        }
    }

    @Test
    @DisplayName("S close: a reason of 123 bytes, the longest there is, arrives and comes back whole")
    default void longestReason() throws Exception {
        String reason = "ä".repeat(61) + "z";
        try (RawClient client = RawClient.connect(at("message/echo"))) {
            client.send(RawClient.CLOSE, true, RawClient.closing(4321, reason));
            assertThat(client.readClose().closeCode()).isEqualTo(4321);
        }
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            socket.close(4321, reason);
            assertThat(inbox.closed()).isEqualTo(new ClosedEvent(4321, reason, ClosedBy.LOCAL, true));
        }
    }

    @Test
    @DisplayName(
            "S information: a sub-protocol that the server does not know is not agreed on, and the connection stands")
    default void unknownProtocolIsNotAgreedOn() throws IOException {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().supportedProtocols(List.of("unheard.of"));
            socket.connect(at("message/echo"));
            assertThat(socket.isOpen()).isTrue();
            assertThat(socket.information().protocol()).isEmpty();
        }
    }

    private static byte[] letters(int count) {
        return new Random(count)
                .ints(count, 'a', 'z' + 1)
                .collect(() -> ByteBuffer.allocate(count), (all, letter) -> all.put((byte) letter), ByteBuffer::put)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
