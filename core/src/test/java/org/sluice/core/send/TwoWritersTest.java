package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.Worker;

/** Two threads that write logical messages piece by piece to one lane, with pings throughout; the long form is that of many threads. */
class TwoWritersTest {

    private static final int WRITERS = 2;
    private static final int EACH = Integer.getInteger("send.messages", 1_000) / 10;
    private static final int PIECES = 5;
    private static final int PIECE = 40_000;
    /** What a writer holds before it hands it in. */
    private static final int BUFFER = Outgoing.MAX_FRAME;

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final RecordingListener listener = new RecordingListener();
    private final AtomicLong written = new AtomicLong();

    /** Logical messages of one writer's byte each, whole, as chunks up to an empty one or as fragments up to the last. */
    private static final class Messages extends CheckingSink {

        private final boolean chunks;
        /** Whether a ping may stand between the parts of a message. */
        private final boolean pingsAnywhere;

        final int[] whole = new int[WRITERS];
        private int writer = -1;
        private long bytes;

        Messages(boolean chunks, boolean pingsAnywhere) {
            this.chunks = chunks;
            this.pingsAnywhere = pingsAnywhere;
        }

        @Override
        public void binary(ByteBuffer part, boolean last) {
            alone(() -> {
                taken.addAndGet(part.remaining());
                bytes += part.remaining();
                if (part.hasRemaining()) {
                    int of = part.get(part.position());
                    expect(writer < 0 || writer == of);
                    expect(part.mismatch(ByteBuffer.wrap(letters(of, part.remaining()))) < 0);
                    writer = of;
                }
                expect(!chunks || last);
                if (chunks ? !part.hasRemaining() : last) {
                    expect(bytes == (long) PIECES * PIECE);
                    whole[writer]++;
                    writer = -1;
                    bytes = 0;
                }
            });
        }

        @Override
        public void ping(ByteBuffer payload) {
            alone(() -> expect(pingsAnywhere || writer < 0));
            super.ping(payload);
        }
    }

    private static byte[] letters(int letter, int count) {
        byte[] all = new byte[count];
        Arrays.fill(all, (byte) letter);
        return all;
    }

    @ParameterizedTest(name = "senders write: {0}, in chunks: {1}")
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    @DisplayName(
            "P13 P18 the logical messages of two threads stay whole, pings go through, and the queue stays within its bound")
    void twoThreadsWriteWithPingsThroughout(boolean prompt, boolean chunks) throws Exception {
        Messages sink = new Messages(chunks, prompt || chunks);
        SendLane lane = new SendLane(prompt ? sink.prompt() : sink, Threads.shared(), listener);
        CountDownLatch writing = new CountDownLatch(WRITERS);
        List<Worker<Long>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            byte[] piece = letters(writer, PIECE);
            writers.add(Worker.start(() -> {
                try {
                    return writeAll(lane, chunks, piece, sink.taken);
                } finally {
                    writing.countDown();
                }
            }));
        }
        Worker<Integer> pinger = Pinging.on(lane, writing, Deadline.in(TIMEOUT));

        writing.await();
        for (Worker<Long> writer : writers) {
            assertThat(writer.result())
                    .as("most bytes in the queue, and with the writers")
                    .isLessThanOrEqualTo(SendLane.CAPACITY + WRITERS * BUFFER);
        }
        assertThat(sink.pings).hasValue(pinger.result()).hasPositiveValue();
        assertThat(sink.wrong).hasValue(0);
        assertThat(sink.whole).containsOnly(EACH);
        assertThat(listener.messages).hasValue((long) WRITERS * EACH);
        assertThat(listener.failures).isEmpty();
    }

    /** Returns the most that was seen waiting. */
    private long writeAll(SendLane lane, boolean chunks, byte[] piece, AtomicLong taken) throws Exception {
        long most = 0;
        for (int i = 0; i < EACH; i++) {
            try (MessageOutput out = chunks
                    ? MessageOutput.inChunks(lane, () -> TIMEOUT, BUFFER)
                    : new MessageOutput(lane, () -> TIMEOUT)) {
                for (int j = 0; j < PIECES; j++) {
                    out.write(piece);
                    long in = written.addAndGet(piece.length);
                    most = Math.max(most, in - taken.get());
                }
            }
        }
        return most;
    }
}
