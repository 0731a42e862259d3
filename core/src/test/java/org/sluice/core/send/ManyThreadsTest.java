package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.core.send.Sends.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.Worker;

/** 64 threads on one lane, with pings throughout; {@code -Dsend.messages=10000} is the long form. */
class ManyThreadsTest {

    private static final int THREADS = 64;
    private static final int EACH = Integer.getInteger("send.messages", 1_000);
    private static final int SIZE = 100;

    private final RecordingListener listener = new RecordingListener();
    private final Texts sink = new Texts();
    private final AtomicLong handedIn = new AtomicLong();
    private final Deadline deadline = Deadline.in(Duration.ofMinutes(5));

    /** The messages {@code thread:index:…} of each thread in their order, each in one piece. */
    private static final class Texts extends CheckingSink {

        final int[] next = new int[THREADS];

        @Override
        public void text(String part, boolean last) {
            alone(() -> {
                String[] names = part.split(":", 3);
                int thread = Integer.parseInt(names[0]);
                expect(last && next[thread] == Integer.parseInt(names[1]));
                next[thread]++;
                taken.addAndGet(part.length());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "P18 64 threads keep their order, nothing mixes, pings go through, and the queue stays within its bound")
    void manyThreadsSendWithPingsThroughout(boolean prompt) throws Exception {
        SendLane lane = new SendLane(prompt ? sink.prompt() : sink, Threads.shared(), listener);
        CountDownLatch sending = new CountDownLatch(THREADS);
        List<Worker<Long>> senders = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            senders.add(Worker.start(() -> {
                try {
                    return sendAll(lane, number);
                } finally {
                    sending.countDown();
                }
            }));
        }
        Worker<Integer> pinger = Pinging.on(lane, sending, deadline);

        sending.await();
        // A sink that does not block has a unit as soon as it leaves the queue, and one may be on its way between the
        // two.
        long most = SendLane.CAPACITY + (prompt ? SIZE : 0);
        for (Worker<Long> sender : senders) {
            assertThat(sender.result()).as("most bytes in the queue").isLessThanOrEqualTo(most);
        }
        assertThat(sink.pings).hasValue(pinger.result()).hasPositiveValue();
        assertThat(sink.wrong).hasValue(0);
        assertThat(sink.next).containsOnly(EACH);
        assertThat(listener.messages).hasValue((long) THREADS * EACH);
        assertThat(listener.failures).isEmpty();
    }

    /** Returns the most that was seen waiting: what was handed in before a look, and not taken after it. */
    private long sendAll(SendLane lane, int thread) throws Exception {
        String filling = "x".repeat(SIZE);
        long most = 0;
        Outgoing last = text("");
        for (int i = 0; i < EACH; i++) {
            String message = (thread + ":" + i + ":" + filling).substring(0, SIZE);
            last = text(message);
            lane.submit(last, deadline);
            long in = handedIn.addAndGet(SIZE);
            most = Math.max(most, in - sink.taken.get());
        }
        lane.await(last, deadline);
        return most;
    }
}
