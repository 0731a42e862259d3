package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.Worker;

class MutexTest {

    private static final int THREADS = 4;
    private static final int TIMES = 100_000;

    private final Mutex mutex = new Mutex();
    private final Condition changed = mutex.newCondition();
    private int guarded;

    private String count() {
        for (int i = 0; i < TIMES; i++) {
            mutex.lock();
            guarded++;
            mutex.unlock();
        }
        return "";
    }

    @Test
    void oneThreadAtATimeHasIt() throws Exception {
        List<Worker<String>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Worker.start(this::count));
        }
        for (Worker<String> thread : threads) {
            thread.result();
        }

        assertThat(guarded).isEqualTo(THREADS * TIMES);
    }

    @Test
    void whoComesSecondWaits() throws Exception {
        mutex.lock();
        Worker<String> second = Worker.run(mutex::lock).awaitWaiting();

        mutex.unlock();

        second.result();
    }

    @Test
    void whoWaitsForAConditionGivesItUpAndHasItAgain() throws Exception {
        Worker<Integer> waits = Worker.start(() -> {
                    mutex.lock();
                    try {
                        while (guarded == 0) {
                            changed.await();
                        }
                        return guarded++;
                    } finally {
                        mutex.unlock();
                    }
                })
                .awaitWaiting();

        mutex.lock();
        guarded = 1;
        changed.signalAll();
        mutex.unlock();

        assertThat(waits.result()).isEqualTo(1);
        assertThat(guarded).isEqualTo(2);
    }

    @Test
    void aWaitEndsWithItsTime() throws Exception {
        mutex.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(1);
            while (left > 0) {
                left = changed.awaitNanos(left);
            }
            assertThat(left).isNotPositive();
        } finally {
            mutex.unlock();
        }
    }

    @Test
    void aConditionIsForThoseThatHaveIt() {
        assertThatThrownBy(changed::signalAll).isInstanceOf(IllegalMonitorStateException.class);
    }
}
