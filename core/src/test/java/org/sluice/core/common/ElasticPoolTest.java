package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ElasticPoolTest {

    private static final int LEAST = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int BLOCKED = 60;
    private static final int BURST = 5_000;

    private final AtomicInteger threads = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final ElasticPool pool = new ElasticPool(this::thread, 1);

    private Thread thread(Runnable body) {
        threads.incrementAndGet();
        Thread thread = new Thread(body, "elastic-pool-test");
        thread.setDaemon(true);
        return thread;
    }

    @AfterEach
    void end() throws Exception {
        gate.countDown();
        pool.shutdownNow();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    private void block(CountDownLatch entered) {
        pool.execute(() -> {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void blockAndAwait(int tasks) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            block(entered);
        }
        entered.await();
    }

    private void burst() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(BURST);
        for (int i = 0; i < BURST; i++) {
            pool.execute(ran::countDown);
        }
        ran.await();
    }

    @Test
    void aBurstOfShortTasksGetsNoThreadForEach() throws Exception {
        burst();

        // A thread that the system holds up for a while may have got others beside it.
        assertThat(threads.get()).isBetween(LEAST, 8 * LEAST);
    }

    @Test
    void allThatBlockGetAThreadAndAShortTaskRunsBesideThem() throws Exception {
        blockAndAwait(BLOCKED);
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(ran::countDown);

        ran.await();
        assertThat(gate.getCount()).isOne();
        assertThat(pool.getPoolSize()).isGreaterThan(BLOCKED);
    }

    @Test
    void afterTasksThatBlockedABurstGetsAsFewThreadsAsBefore() throws Exception {
        blockAndAwait(BLOCKED);
        gate.countDown();
        await().until(() -> pool.getPoolSize() == 0);
        threads.set(0);
        burst();

        assertThat(threads.get()).isBetween(LEAST, 8 * LEAST);
    }

    @Test
    void threadsEndWhenIdle() throws Exception {
        burst();
        assertThat(pool.getPoolSize()).isPositive();

        await().untilAsserted(() -> assertThat(pool.getPoolSize()).isZero());
    }

    @Test
    void afterATaskThatFailsOthersRun() throws Exception {
        CountDownLatch ran = new CountDownLatch(BLOCKED);
        for (int i = 0; i < BLOCKED; i++) {
            var unused = pool.submit(() -> {
                ran.countDown();
                throw new IllegalStateException("as a task may");
            });
        }
        ran.await();
        blockAndAwait(BLOCKED);
        assertThat(pool.getActiveCount()).isGreaterThanOrEqualTo(BLOCKED);
    }

    @Test
    void whatWasHandedInBeforeTheShutdownRunsAndNothingAfter() throws Exception {
        blockAndAwait(LEAST);
        CountDownLatch ran = new CountDownLatch(BURST);
        for (int i = 0; i < BURST; i++) {
            pool.execute(ran::countDown);
        }
        pool.shutdown();

        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(pool.isTerminated()).isFalse();
        gate.countDown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ran.getCount()).isZero();
    }

    @Test
    void shutdownNowInterruptsWhatRunsAndGivesBackWhatWaits() throws Exception {
        CountDownLatch entered = new CountDownLatch(BURST);
        blockAndAwait(LEAST);
        for (int i = 0; i < 200; i++) {
            block(entered);
        }
        List<Runnable> waiting = pool.shutdownNow();

        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.getCount()).isOne();
        assertThat(BURST - entered.getCount() + waiting.size()).isEqualTo(200);
    }
}
