package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.core.send.Sends.part;
import static org.sluice.core.send.Sends.soon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.doubles.RecordingSink.Frame;
import org.sluice.core.doubles.Worker;

class FlushingOutputTest {

    private final RecordingSink sink = new RecordingSink();
    private final RecordingListener listener = new RecordingListener();
    private final SendLane lane = new SendLane(sink, Threads.shared(), listener);
    private volatile Duration timeout = Duration.ofSeconds(20);
    private final FlushingOutput output =
            new FlushingOutput(() -> new MessageOutput(lane, () -> timeout), () -> timeout);

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void everyFlushEndsAMessage() throws Exception {
        output.write(ascii("a"));
        output.write('b');
        output.flush();
        output.write(ascii("c"));
        output.flush();

        assertThat(sink.sent()).containsExactly("binary:ab", "binary:c");
    }

    @Test
    void flushWithoutDataSendsNothing() throws Exception {
        output.flush();
        output.write(new byte[0]);
        output.flush();
        output.flush();
        output.close();

        assertThat(sink.frames()).isEmpty();
    }

    @Test
    void largeWriteLeavesBeforeTheFlush() throws Exception {
        output.write(new byte[Outgoing.MAX_PART + 1]);
        sink.awaitFrames(1);
        assertThat(sink.frames().get(0).last()).isFalse();
        output.flush();

        assertThat(sink.frames()).extracting(Frame::size).containsExactly(Outgoing.MAX_PART, 1);
        assertThat(sink.frames().get(1).last()).isTrue();
    }

    @Test
    @DisplayName("P43 closing flushes once, and later writes fail with a typed error")
    void closeFlushesOnceAndForbidsWriting() throws Exception {
        output.write(ascii("a"));
        output.close();
        output.close();

        assertThat(sink.sent()).containsExactly("binary:a");
        assertThatThrownBy(() -> output.write(1))
                .isInstanceOfSatisfying(WebSocketException.class, e -> assertThat(e.status())
                        .isSameAs(WebErrorStatus.OPERATION_CANCELED))
                .hasMessageContaining("closed");
        assertThatThrownBy(output::flush).isInstanceOf(WebSocketException.class).hasMessageContaining("closed");
    }

    @Test
    void callsOfSeveralThreadsDoNotMix() throws Exception {
        List<Worker<String>> writers = new ArrayList<>();
        for (char letter : "abcd".toCharArray()) {
            byte[] block = String.valueOf(letter).repeat(10).getBytes(StandardCharsets.US_ASCII);
            writers.add(Worker.run(() -> {
                for (int i = 0; i < 200; i++) {
                    output.write(block);
                }
            }));
        }
        for (Worker<String> writer : writers) {
            writer.result();
        }
        output.flush();

        StringBuilder all = new StringBuilder();
        sink.frames().forEach(frame -> all.append(frame.text()));
        // Block by block, since one pattern for all of it may be too deep for the stack.
        assertThat(all).hasSize(8000);
        assertThat(all.toString().split("(?<=\\G.{10})"))
                .hasSize(800)
                .allMatch(block -> block.chars().distinct().count() == 1);
    }

    @Test
    void messageThatCouldNotBeginIsLostAndTheNextOneGoes() throws Exception {
        lane.firstPart(part("other", false), soon());
        timeout = Duration.ofMillis(1);
        assertThatThrownBy(() -> output.write(new byte[Outgoing.MAX_PART + 1])).isInstanceOf(IOException.class);
        lane.part(part("end", true), soon());
        timeout = Duration.ofSeconds(20);

        assertThatThrownBy(() -> output.write(1))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT))
                .hasMessageContaining("lost");
        assertThatThrownBy(output::flush)
                .as("bytes that were taken are missing")
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT))
                .hasMessageContaining("lost");
        output.write(ascii("next"));
        output.flush();

        assertThat(sink.sent()).containsExactly("binary:other+", "binary:end", "binary:next");
    }

    @Test
    void closeSaysThatAMessageWasLostAndNoSecondCloseDoes() throws Exception {
        lane.firstPart(part("other", false), soon());
        timeout = Duration.ofMillis(1);
        assertThatThrownBy(() -> output.write(new byte[Outgoing.MAX_PART + 1])).isInstanceOf(IOException.class);

        assertThatThrownBy(output::close).hasMessageContaining("lost");
        output.close();
        lane.part(part("end", true), soon());

        assertThat(listener.failures).isEmpty();
    }
}
