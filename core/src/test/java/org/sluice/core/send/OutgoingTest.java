package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.common.Utf8;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.doubles.RecordingSink.Frame;
import org.sluice.core.doubles.RecordingSink.Kind;
import org.sluice.core.frame.FrameHeader;

class OutgoingTest {

    private final RecordingSink sink = new RecordingSink();

    private List<Frame> written(Outgoing unit) throws IOException {
        boolean finished;
        do {
            finished = unit.writeNext(sink);
        } while (!finished);
        return sink.frames();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "65535,1", "65536,1", "65537,2", "131072,2", "131073,3"})
    void binaryLeavesInFramesOfAtMost64KiB(int size, int frames) throws Exception {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31);
        }
        ByteBuffer data = ByteBuffer.wrap(content);

        written(Outgoing.binary(data, true));

        assertThat(data.remaining()).isEqualTo(size);
        assertThat(sink.frames()).hasSize(frames).allMatch(frame -> frame.size() <= Outgoing.MAX_FRAME);
        assertThat(joined()).isEqualTo(ByteBuffer.wrap(content));
        assertOnlyTheLastIsLast(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65536, 65537})
    void lastFrameOfAPartDoesNotEndTheMessage(int size) throws Exception {
        written(Outgoing.binary(ByteBuffer.allocate(size), false));

        assertOnlyTheLastIsLast(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "\ud83d\ude00", "a\ud83d\ude00", "€é"})
    void longTextIsCutBetweenCharacters(String unit) throws Exception {
        String text = "x" + unit.repeat(70_000);

        written(Outgoing.text(text, Utf8.length(text), true));

        assertThat(sink.frames()).hasSizeGreaterThan(1).allMatch(frame -> frame.size() <= Outgoing.MAX_FRAME);
        assertThat(joined()).isEqualTo(StandardCharsets.UTF_8.encode(text));
        assertOnlyTheLastIsLast(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536})
    void textUpTo64KiBIsOneFrame(int length) throws Exception {
        String text = "a".repeat(length);

        assertThat(written(Outgoing.text(text, length, true))).hasSize(1);
        assertThat(sink.frames().get(0).text()).isEqualTo(text);
        assertOnlyTheLastIsLast(true);
    }

    @Test
    void sliceIsSentFromPositionToLimit() throws Exception {
        ByteBuffer data = StandardCharsets.UTF_8.encode("abcdef").position(1).limit(4);

        written(Outgoing.binary(data.asReadOnlyBuffer(), true));

        assertThat(sink.sent()).containsExactly("binary:bcd");
    }

    @Test
    void sizeIsThePayloadAndControlFramesHaveNone() {
        assertThat(Sends.bytes(5).size()).isEqualTo(5);
        assertThat(Sends.text("€").size()).isEqualTo(3);
        assertThat(Outgoing.ping(ByteBuffer.allocate(8)).size()).isZero();
        assertThat(Outgoing.close(1000, "x").size()).isZero();
    }

    @Test
    void controlFramesAreNotData() throws Exception {
        assertThat(Outgoing.ping(ByteBuffer.allocate(1)).isData()).isFalse();
        assertThat(Outgoing.close(1000, "").isData()).isFalse();
        written(Outgoing.ping(ByteBuffer.allocate(1)));
        written(Outgoing.close(4000, "why"));

        assertThat(sink.frames()).extracting(Frame::kind).containsExactly(Kind.PING, Kind.CLOSE);
        assertThat(sink.sent()).contains("close:4000:why");
    }

    private ByteBuffer joined() {
        ByteBuffer all =
                ByteBuffer.allocate(sink.frames().stream().mapToInt(Frame::size).sum());
        sink.frames().forEach(frame -> all.put(frame.payload().duplicate()));
        return all.flip();
    }

    private void assertOnlyTheLastIsLast(boolean last) {
        List<Frame> frames = sink.frames();
        assertThat(frames.subList(0, frames.size() - 1)).noneMatch(Frame::last);
        assertThat(frames.get(frames.size() - 1).last()).isEqualTo(last);
    }

    @Test
    void thePartOfAStreamIsOneSegmentOfLoopbackAlsoOverTls() {
        int recordsOfTls = 4;
        int mostOfARecord = 16 * 1024;
        int overheadOfARecord = 29;
        int headersOfIpV6AndTcp = 40 + 20 + 12;
        int frame = Outgoing.MAX_PART + FrameHeader.length(Outgoing.MAX_PART, true);

        assertThat(frame).isLessThanOrEqualTo(recordsOfTls * mostOfARecord);
        assertThat(frame + recordsOfTls * overheadOfARecord).isLessThanOrEqualTo(64 * 1024 - headersOfIpV6AndTcp);
    }
}
