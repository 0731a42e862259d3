package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.MessageTooBigException;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.ReceivedMessage;

@DisplayName("P12 parts become whole messages")
class MessageAssemblerTest {

    private MessageAssembler assembler = new MessageAssembler(10);

    private static ReceivedMessage whole(@Nullable ReceivedMessage message) {
        if (message == null) {
            throw new AssertionError("no message");
        }
        return message;
    }

    private @Nullable ReceivedMessage binary(int size, boolean last) {
        return assembler.binary(ByteBuffer.allocate(size), last);
    }

    @Test
    void messageInOnePartIsThereAtOnce() throws Exception {
        assertThat(whole(assembler.text("abc", true)).text()).isEqualTo("abc");
        assertThat(whole(assembler.binary(StandardCharsets.UTF_8.encode("xyz"), true))
                        .bytes())
                .isEqualTo(StandardCharsets.UTF_8.encode("xyz"));
    }

    @Test
    void emptyMessagesAreMessages() throws Exception {
        assertThat(whole(assembler.text("", true)).text()).isEmpty();
        assertThat(whole(binary(0, true)).bytes().remaining()).isZero();
    }

    @Test
    void partsAreJoinedInOrderAndOneMessageDoesNotTouchTheNext() throws Exception {
        for (int round = 0; round < 3; round++) {
            assertThat(assembler.text("a", false)).isNull();
            assertThat(assembler.text("", false)).isNull();
            assertThat(assembler.text("bé", false)).isNull();
            assertThat(whole(assembler.text("", true)).text()).isEqualTo("abé");
            assertThat(assembler.binary(StandardCharsets.UTF_8.encode("1"), false))
                    .isNull();
            assertThat(assembler.binary(StandardCharsets.UTF_8.encode("23"), false))
                    .isNull();
            ReceivedMessage message = whole(assembler.binary(StandardCharsets.UTF_8.encode("4"), true));
            assertThat(message.bytes()).isEqualTo(StandardCharsets.UTF_8.encode("1234"));
            assertThat(message.complete()).isTrue();
            assertThat(message.type()).isSameAs(MessageType.BINARY);
        }
    }

    @Test
    void hugeNumberOfPartsIsJoined() throws Exception {
        assembler = new MessageAssembler(1_000_000);
        byte[] content = new byte[200_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
            assertThat(assembler.binary(ByteBuffer.wrap(content, i, 1), false)).isNull();
        }

        assertThat(whole(binary(0, true)).stream().readAllBytes()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10})
    void exactlyTheLimitPassesHoweverItIsCut(int step) throws Exception {
        ReceivedMessage message = null;
        for (int from = 0; from < 10; from += step) {
            int size = Math.min(step, 10 - from);
            message = binary(size, from + size == 10);
        }

        assertThat(whole(message).bytes().remaining()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 11})
    void oneByteMoreGivesOneOversizedMessage(int step) {
        int oversized = 0;
        for (int from = 0; from < 11; from += step) {
            int size = Math.min(step, 11 - from);
            ReceivedMessage message = binary(size, from + size == 11);
            oversized += message instanceof OversizedMessage ? 1 : 0;
        }

        assertThat(oversized).isEqualTo(1);
        assertThat(binary(1, true)).isNull();
        assertThat(assembler.text("a", true)).isNull();
    }

    @Test
    void oversizedMessageIsToldBeforeItsEnd() {
        assertThat(binary(8, false)).isNull();

        ReceivedMessage message = whole(binary(3, false));

        assertThat(message.type()).isSameAs(MessageType.BINARY);
        assertThat(message.complete()).isTrue();
        assertThatThrownBy(message::text).isInstanceOf(MessageTooBigException.class);
        assertThatThrownBy(message::bytes).isInstanceOf(MessageTooBigException.class);
        assertThatThrownBy(message::stream).isInstanceOf(MessageTooBigException.class);
        assertThatThrownBy(message::reader).isInstanceOf(MessageTooBigException.class);
        assertThatThrownBy(() -> message.json(String.class))
                .isInstanceOfSatisfying(
                        MessageTooBigException.class, e -> assertThat(e.limit()).isEqualTo(10));
        assertThat(binary(3, true)).isNull();
    }

    @Test
    void textCountsAsUtf8() throws Exception {
        assertThat(whole(assembler.text("€€€a", true)).text()).isEqualTo("€€€a");
        assertThat(assembler.text("\ud83d\ude00", false)).isNull();
        assertThat(assembler.text("\ud83d\ude00é", false)).isNull();
        assertThat(assembler.text("a", true)).isInstanceOf(OversizedMessage.class);
    }

    @Test
    void limitHoldsForTextInOnePart() {
        assertThat(whole(assembler.text("€€€€", true)).type()).isSameAs(MessageType.UTF8);
        assertThat(assembler.text("a", true)).isNull();
    }

    @Test
    void unlimitedTakesAnySize() throws Exception {
        assembler = new MessageAssembler(MessageWebSocketControl.UNLIMITED);
        for (int i = 0; i < 50; i++) {
            assertThat(binary(100_000, false)).isNull();
        }

        assertThat(whole(binary(1, true)).bytes().remaining()).isEqualTo(5_000_001);
    }

    @Test
    void arrayGrowsByDoublingUpToWhatAnArrayCanHold() {
        int longest = Integer.MAX_VALUE - 8;
        long unlimited = MessageWebSocketControl.UNLIMITED;

        assertThat(MessageAssembler.capacity(0, 5, 100)).isEqualTo(5);
        assertThat(MessageAssembler.capacity(5, 6, 100)).isEqualTo(10);
        assertThat(MessageAssembler.capacity(5, 60, 100)).isEqualTo(60);
        assertThat(MessageAssembler.capacity(60, 61, 100)).isEqualTo(100);
        assertThat(MessageAssembler.capacity(1_500_000_000, 1_500_000_001L, unlimited))
                .isEqualTo(longest);
        assertThat(MessageAssembler.capacity(longest - 1, longest, unlimited)).isEqualTo(longest);
    }
}
