package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.core.send.Sends.text;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.Worker;
import org.sluice.core.port.FrameSink;
import org.sluice.core.port.PromptSink;
import org.sluice.core.port.SharedFrame;

/** 64 threads on one lane, with pings throughout; {@code -Dsend.messages=10000} is the long form. */
class ManyThreadsTest {

    private static final int THREADS = 64;
    private static final int EACH = Integer.getInteger("send.messages", 1_000);
    private static final int SIZE = 100;

    private final RecordingListener listener = new RecordingListener();
    private final AtomicLong handedIn = new AtomicLong();
    private final AtomicInteger pings = new AtomicInteger();

    /** Takes note of what would be wrong; several million frames are too many to keep. */
    private static class CheckingSink implements FrameSink {

        final int[] next = new int[THREADS];
        final AtomicLong taken = new AtomicLong();
        final AtomicInteger pings = new AtomicInteger();
        final AtomicInteger wrong = new AtomicInteger();
        private final AtomicBoolean inside = new AtomicBoolean();

        private void alone(Runnable taking) {
            if (!inside.compareAndSet(false, true)) {
                wrong.incrementAndGet();
            }
            taking.run();
            inside.set(false);
        }

        @Override
        public void text(String part, boolean last) {
            alone(() -> {
                String[] names = part.split(":", 3);
                int thread = Integer.parseInt(names[0]);
                if (next[thread] != Integer.parseInt(names[1]) || !last) {
                    wrong.incrementAndGet();
                }
                next[thread]++;
                taken.addAndGet(part.length());
            });
        }

        @Override
        public void ping(ByteBuffer payload) {
            alone(pings::incrementAndGet);
        }

        @Override
        public void binary(ByteBuffer part, boolean last) {
            throw new AssertionError("nobody sends bytes");
        }

        @Override
        public void pong(ByteBuffer payload) {
            throw new AssertionError("nobody sends pongs");
        }

        @Override
        public void close(int code, String reason) {
            throw new AssertionError("nobody closes");
        }

        @Override
        public void abort() {
            wrong.incrementAndGet();
        }
    }

    /** The same where the thread that sends also writes. */
    private static final class PromptCheckingSink extends CheckingSink implements PromptSink {

        @Override
        public boolean ready(Runnable again) {
            return true;
        }

        @Override
        public boolean shares() {
            return false;
        }

        @Override
        public void shared(SharedFrame frame) {
            throw new AssertionError("nobody shares");
        }

        @Override
        public void flush(Runnable sent) {
            sent.run();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "P18 64 threads keep their order, nothing mixes, pings go through, and the queue stays within its bound")
    void manyThreadsSendWithPingsThroughout(boolean prompt) throws Exception {
        CheckingSink sink = prompt ? new PromptCheckingSink() : new CheckingSink();
        SendLane lane = new SendLane(sink, Threads.shared(), listener);
        CountDownLatch sending = new CountDownLatch(THREADS);
        List<Worker<Long>> senders = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            senders.add(Worker.start(() -> {
                try {
                    return sendAll(lane, sink, number);
                } finally {
                    sending.countDown();
                }
            }));
        }
        Worker<String> pinger = Worker.run(() -> {
            do {
                Outgoing ping = Outgoing.ping(ByteBuffer.allocate(4));
                lane.submitControl(ping);
                lane.await(ping, later());
                pings.incrementAndGet();
            } while (sending.getCount() > 0);
        });

        sending.await();
        for (Worker<Long> sender : senders) {
            assertThat(sender.result()).as("most bytes in the queue").isLessThanOrEqualTo(SendLane.CAPACITY);
        }
        pinger.result();
        assertThat(sink.wrong).hasValue(0);
        assertThat(sink.next).containsOnly(EACH);
        assertThat(sink.pings).hasValue(pings.get()).hasPositiveValue();
        assertThat(listener.messages).hasValue((long) THREADS * EACH);
        assertThat(listener.failures).isEmpty();
    }

    /** Returns the most that was seen waiting: what was handed in before a look, and not taken after it. */
    private long sendAll(SendLane lane, CheckingSink sink, int thread) throws Exception {
        String filling = "x".repeat(SIZE);
        long most = 0;
        Outgoing last = text("");
        for (int i = 0; i < EACH; i++) {
            String message = (thread + ":" + i + ":" + filling).substring(0, SIZE);
            last = text(message);
            lane.submit(last, later());
            long in = handedIn.addAndGet(SIZE);
            most = Math.max(most, in - sink.taken.get());
        }
        lane.await(last, later());
        return most;
    }

    private static Deadline later() {
        return Deadline.in(Duration.ofMinutes(5));
    }
}
