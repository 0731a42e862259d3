package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The timer asks often, and the clock is the test's: what the clock does not say has not happened. */
class WatchdogTest {

    private static final long TIMEOUT = Duration.ofMillis(2).toNanos();

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger actions = new AtomicInteger();
    private final Watchdog dog = new Watchdog(
            Duration.ofNanos(TIMEOUT),
            () -> {
                looks.incrementAndGet();
                return clock.get();
            },
            actions::incrementAndGet);

    @AfterEach
    void stop() {
        dog.stop();
    }

    /** Waits until the timer has looked some times more. */
    private void awaitLooks() {
        int before = looks.get();
        await().until(() -> looks.get() > before + 3);
    }

    /** Waits until the timer has run what was due before this. */
    private static void awaitTimer() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        Timer.Cancel unused = Timer.in(Duration.ofMillis(20), later::countDown);
        later.await();
    }

    @Test
    void itActsOnceWhenNothingWasTouchedForSoLong() throws Exception {
        dog.watch();
        awaitLooks();
        assertThat(actions).hasValue(0);

        clock.addAndGet(TIMEOUT);

        await().until(() -> actions.get() == 1);
        clock.addAndGet(10 * TIMEOUT);
        awaitTimer();
        assertThat(actions).hasValue(1);
    }

    @Test
    void aTouchStartsTheTimeAnew() {
        dog.watch();
        clock.addAndGet(TIMEOUT - 1);
        dog.touch();
        clock.addAndGet(TIMEOUT - 1);
        awaitLooks();
        assertThat(actions).hasValue(0);

        clock.incrementAndGet();

        await().until(() -> actions.get() == 1);
    }

    @Test
    void whileItPausesItDoesNotAct() throws Exception {
        dog.watch();
        dog.pause();
        clock.addAndGet(10 * TIMEOUT);
        awaitTimer();
        assertThat(actions).hasValue(0);

        dog.watch();
        awaitLooks();
        assertThat(actions).hasValue(0);
        clock.addAndGet(TIMEOUT);

        await().until(() -> actions.get() == 1);
    }

    @Test
    void itWatchesAgainAfterItActed() {
        dog.watch();
        clock.addAndGet(TIMEOUT);
        await().until(() -> actions.get() == 1);

        dog.watch();
        clock.addAndGet(TIMEOUT);

        await().until(() -> actions.get() == 2);
    }

    @Test
    void watchingTwiceLooksOnceAtATime() {
        dog.watch();
        clock.addAndGet(TIMEOUT - 1);
        dog.watch();
        awaitLooks();
        assertThat(actions).hasValue(0);
        clock.addAndGet(TIMEOUT);

        await().until(() -> actions.get() == 1);
    }

    @Test
    void onceStoppedItNeitherActsNorLooks() throws Exception {
        dog.watch();
        awaitLooks();
        dog.stop();
        awaitTimer();
        int before = looks.get();
        clock.addAndGet(10 * TIMEOUT);
        awaitTimer();

        assertThat(actions).hasValue(0);
        assertThat(looks).hasValue(before);
    }

    @Test
    void aTimeoutOfZeroNeverActs() throws Exception {
        Watchdog never = new Watchdog(Duration.ZERO, clock::get, actions::incrementAndGet);
        never.watch();
        never.touch();
        clock.addAndGet(Long.MAX_VALUE / 2);
        awaitTimer();

        assertThat(actions).hasValue(0);
    }

    @Test
    void touchesOfOneThatDoesNotWatchAskNoClock() {
        dog.touch();

        assertThat(looks).hasValue(0);
    }
}
