package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimerTest {

    @Test
    void taskRunsOnADaemonThread() throws Exception {
        assertThat(timerThread().isDaemon()).isTrue();
    }

    @Test
    void longestDelayIsTaken() {
        Timer.in(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).cancel();
    }

    @Test
    void cancelledTaskNeverRunsAndIsNotKept() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        byte[][] held = {new byte[1024]};
        WeakReference<byte[]> kept = new WeakReference<>(held[0]);
        Timer.Cancel cancel = schedule(held[0], ran);
        cancel.cancel();
        held[0] = new byte[0];

        await().until(() -> {
            System.gc();
            return kept.get() == null;
        });
        assertThat(ran).isFalse();
    }

    private static Timer.Cancel schedule(byte[] content, AtomicBoolean ran) {
        Timer.Cancel cancel = Timer.in(Duration.ofHours(1), () -> ran.set(content.length > 0));
        return () -> cancel.cancel();
    }

    @Test
    void cancelAfterTheRunHasNoEffect() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        Timer.Cancel cancel = Timer.in(Duration.ZERO, ran::countDown);
        ran.await();

        cancel.cancel();
        cancel.cancel();
    }

    @Test
    void threadEndsWhenNothingWaits() throws Exception {
        Thread thread = timerThread();

        await().until(() -> !thread.isAlive());
    }

    @Test
    void stopEndsTheThreadAndForgetsTasksUntilTheNextStart() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        Timer.in(Duration.ofMillis(300), () -> ran.set(true));
        Thread thread = timerThread();
        try {
            Timer.stop(Deadline.in(Duration.ofSeconds(20)));
            Timer.stop(Deadline.in(Duration.ofSeconds(20)));

            thread.join();
            Timer.in(Duration.ZERO, () -> ran.set(true)).cancel();
        } finally {
            Timer.start();
        }
        // Later than both tasks would have been.
        CountDownLatch later = new CountDownLatch(1);
        Timer.in(Duration.ofMillis(400), later::countDown);
        later.await();
        assertThat(ran).isFalse();
    }

    @Test
    void interruptOfTheOneThatStopsStaysSet() {
        Timer.in(Duration.ofHours(1), () -> {});
        Thread.currentThread().interrupt();
        try {
            Timer.stop(Deadline.in(Duration.ofSeconds(20)));
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            Timer.start();
        }
    }

    private static Thread timerThread() throws Exception {
        CompletableFuture<Thread> ranOn = new CompletableFuture<>();
        Timer.in(Duration.ofMillis(1), () -> ranOn.complete(Thread.currentThread()));
        return ranOn.get(10, TimeUnit.SECONDS);
    }
}
