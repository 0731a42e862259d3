package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.Message;
import org.sluice.core.port.SharedFrame;

class SharedFramesTest {

    /** One frame, taken apart as RFC 6455, 5.2, lays it out. */
    private record Frame(int first, ByteBuffer payload) {}

    private static Frame read(SharedFrame shared) {
        ByteBuffer bytes = shared.bytes();
        assertThat(bytes.remaining()).isEqualTo(shared.length());
        int first = bytes.get() & 0xff;
        int length = bytes.get() & 0xff;
        long told = length < 126 ? length : length == 126 ? bytes.getShort() & 0xffff : bytes.getLong();
        assertThat(told).as("length").isEqualTo(bytes.remaining());
        assertThat(shared.last()).isEqualTo((first & 0x80) != 0);
        return new Frame(first, bytes.slice());
    }

    private static byte[] joined(List<SharedFrame> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (SharedFrame frame : frames) {
            ByteBuffer payload = read(frame).payload();
            byte[] copy = new byte[payload.remaining()];
            payload.get(copy);
            all.writeBytes(copy);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void upTo64KiBIsOneFrameAsAServerSendsIt(int size) {
        byte[] content = new byte[size];
        List<SharedFrame> frames =
                SharedFrames.of(Message.binary(ByteBuffer.wrap(content))).all();

        assertThat(frames).singleElement().satisfies(frame -> {
            assertThat(read(frame).first()).isEqualTo(0x82);
            assertThat(read(frame).payload()).isEqualTo(ByteBuffer.wrap(content));
            assertThat(frame.text()).isFalse();
            assertThat(frame.bytes().isReadOnly()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, 131_072, 131_073, 200_000})
    void moreIsCutIntoFramesOf64KiB(int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31);
        }
        List<SharedFrame> frames =
                SharedFrames.of(Message.binary(ByteBuffer.wrap(content))).all();

        assertThat(joined(frames)).isEqualTo(content);
        assertThat(frames).allMatch(frame -> read(frame).payload().remaining() <= Outgoing.MAX_FRAME);
        assertThat(frames.stream().map(frame -> read(frame).first()))
                .startsWith(0x02)
                .endsWith(0x80)
                .hasSize((size + Outgoing.MAX_FRAME - 1) / Outgoing.MAX_FRAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e9", "\u20ac", "\ud83d\ude00", "a\ud83d\ude00", "\u20ac\u00e9"})
    void longTextIsCutBetweenCharacters(String unit) {
        String text = "x" + unit.repeat(70_000);
        List<SharedFrame> frames = SharedFrames.of(Message.text(text)).all();

        assertThat(new String(joined(frames), StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(frames).hasSizeGreaterThan(1).allMatch(SharedFrame::text);
        assertThat(frames).allSatisfy(frame -> {
            byte[] payload = joined(List.of(frame));
            assertThat(payload.length).isLessThanOrEqualTo(Outgoing.MAX_FRAME);
            assertThat(new String(payload, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(payload);
        });
    }

    @Test
    void theyAreMadeOnceForAllWhoSendTheMessage() {
        Message message = Message.text("news");

        assertThat(SharedFrames.of(message.key("k"))).isSameAs(SharedFrames.of(message));
    }
}
