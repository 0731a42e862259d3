package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.RecordingInbound;
import org.sluice.core.port.Inbound;

/** What the socket and the container are told is one list, so that their order shows. */
class SuspendedReadingTest {

    private static final int PART = 64 * 1024;
    private static final Duration TIMEOUT = Duration.ofMillis(2);

    private final RecordingInbound log = new RecordingInbound();
    /** Whether the socket goes on after each of the next deliveries; after the last of these it does. */
    private final Queue<Boolean> answers = new ArrayDeque<>();
    /** Runs within the next call of the kind. */
    private @Nullable Runnable duringDelivery;

    private @Nullable Runnable duringOff;
    private final AtomicLong clock = new AtomicLong();
    private final SuspendedReading reading = new SuspendedReading(new Socket(), new Container(), TIMEOUT, clock::get);

    private final class Socket implements Inbound {

        @Override
        public boolean text(String part, boolean last) {
            boolean unused = log.text(part, last);
            return answer();
        }

        @Override
        public boolean binary(ByteBuffer part, boolean last) {
            boolean unused = log.binary(part, last);
            return answer();
        }

        private boolean answer() {
            Boolean next = answers.poll();
            duringDelivery = run(duringDelivery);
            return next == null || next;
        }

        @Override
        public void pong(ByteBuffer payload) {
            log.pong(payload);
        }

        @Override
        public void stalled(Duration timeout) {
            log.stalled(timeout);
        }

        @Override
        public void failed(int code, String reason) {
            log.failed(code, reason);
        }

        @Override
        public void closed(int code, String reason, @Nullable Throwable cause) {
            log.closed(code, reason, cause);
        }
    }

    private final class Container implements ReadSwitch {

        @Override
        public void begin() {
            log.events.add("begin");
        }

        @Override
        public void end(boolean more) {
            log.events.add(more ? "end" : "stopped");
        }

        @Override
        public void off() {
            log.events.add("off");
            duringOff = run(duringOff);
        }

        @Override
        public void on() {
            log.events.add("on");
        }
    }

    private static @Nullable Runnable run(@Nullable Runnable action) {
        if (action != null) {
            action.run();
        }
        return null;
    }

    private void answer(Boolean... next) {
        answers.addAll(Arrays.asList(next));
    }

    private List<String> newEvents() {
        List<String> events = List.copyOf(log.events);
        log.events.clear();
        return events;
    }

    @Test
    void theContainerGoesOnWhileTheSocketDoes() {
        reading.text("a", false);
        reading.binary(ByteBuffer.allocate(3), true);

        assertThat(newEvents()).containsExactly("begin", "text:a+", "end", "begin", "binary:3", "end");
    }

    @Test
    void aPauseStopsItUntilTheRelease() {
        answer(false);
        reading.text("a", true);
        assertThat(newEvents()).containsExactly("begin", "text:a", "off", "stopped");

        reading.release();
        assertThat(newEvents()).containsExactly("on");

        reading.text("b", true);
        assertThat(newEvents()).containsExactly("begin", "text:b", "end");
    }

    @Test
    void aReleaseDuringTheDeliveryLeavesItRunning() {
        answer(false);
        duringDelivery = reading::release;
        reading.text("a", true);

        assertThat(newEvents()).containsExactly("begin", "text:a", "end");
    }

    @Test
    void aReleaseWhileItIsStoppedRestartsIt() {
        answer(false);
        duringOff = reading::release;
        reading.text("a", true);

        assertThat(newEvents()).containsExactly("begin", "text:a", "off", "on", "stopped");
    }

    @Test
    void whatComesLateIsKeptForTheReleaseInItsOrder() {
        answer(false);
        reading.text("a", true);
        reading.text("b", false);
        ByteBuffer reused = ByteBuffer.wrap(new byte[] {1, 2, 3});
        reading.binary(reused, true);
        assertThat(reused.remaining()).isZero();
        assertThat(newEvents())
                .containsExactly("begin", "text:a", "off", "stopped", "begin", "stopped", "begin", "stopped");

        reading.release();

        assertThat(newEvents()).containsExactly("text:b+", "binary:3", "on");
    }

    @Test
    void whatComesLateMayPauseAgain() {
        answer(false, false, true);
        reading.text("a", true);
        reading.text("b", true);
        reading.text("c", true);
        newEvents();

        reading.release();
        assertThat(newEvents()).containsExactly("text:b");

        reading.release();
        assertThat(newEvents()).containsExactly("text:c", "on");
    }

    @Test
    void aReleaseDuringALateDeliveryGoesOnWithTheNext() {
        answer(false, false, true);
        reading.text("a", true);
        reading.text("b", true);
        reading.text("c", true);
        newEvents();
        duringDelivery = reading::release;

        reading.release();

        assertThat(newEvents()).containsExactly("text:b", "text:c", "on");
    }

    @Test
    void whatComesDuringALateDeliveryComesAfterIt() {
        answer(false);
        reading.text("a", true);
        reading.text("b", true);
        newEvents();
        duringDelivery = () -> reading.text("c", true);

        reading.release();

        assertThat(newEvents()).containsExactly("text:b", "begin", "stopped", "text:c", "on");
    }

    @Test
    void aLargePartIsSlicedAndGoesOnOnce() {
        reading.binary(ByteBuffer.allocate(2 * PART + 1), false);

        assertThat(newEvents()).containsExactly("begin", "binary:65536+", "binary:65536+", "binary:1+", "end");
    }

    @Test
    void aPauseWithinALargePartKeepsItsRest() {
        answer(false);
        reading.binary(ByteBuffer.allocate(2 * PART), true);
        assertThat(newEvents()).containsExactly("begin", "binary:65536+", "off", "stopped");

        reading.release();

        assertThat(newEvents()).containsExactly("binary:65536", "on");
    }

    @Test
    void anApplicationThatTakesNothingIsToldOnceAndTheContainerReadsOn() {
        answer(false);
        reading.text("a", true);
        reading.text("b", true);
        newEvents();

        clock.addAndGet(TIMEOUT.toNanos());

        await().until(() -> log.events.contains("on"));
        assertThat(newEvents()).containsExactly("stalled:PT0.002S", "text:b", "on");
    }

    @Test
    void progressAndReleaseAreNoStall() throws Exception {
        answer(false, false);
        reading.text("a", true);
        clock.addAndGet(TIMEOUT.toNanos() - 1);
        reading.progress();
        clock.addAndGet(TIMEOUT.toNanos() - 1);
        reading.release();
        clock.addAndGet(TIMEOUT.toNanos());
        reading.text("b", true);
        clock.addAndGet(TIMEOUT.toNanos() - 1);
        reading.release();

        Timers.awaitAllDue();
        assertThat(newEvents()).doesNotContain("stalled:PT0.002S");
    }
}
