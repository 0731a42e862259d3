package org.sluice.grizzly.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicReference<Sight> sight = new AtomicReference<>(Sight.LASTING);
    private final AtomicBoolean over = new AtomicBoolean();
    private final Watch watch = new Watch(
            () -> {
                looks.incrementAndGet();
                return sight.get();
            },
            over::get);
    private final Thread thread = new Thread(watch, "test-watch");

    @AfterEach
    void end() throws InterruptedException {
        over.set(true);
        watch.wake();
        thread.join();
    }

    @Test
    void looksAtEachTickWhileSomethingLasts() {
        thread.start();

        await().until(() -> looks.get() > 100);
        assertThat(thread.isAlive()).isTrue();
    }

    @Test
    void doesNotSleepWhileThereIsSomethingToSee() {
        sight.set(Sight.FRESH);

        thread.start();

        // So many that it had slept long before, had it seen nothing.
        await().until(() -> looks.get() > 50);
    }

    @ParameterizedTest
    @EnumSource(names = {"FRESH", "LASTING"})
    void sleepsWhereThereIsNothingAndWakesWhenTold(Sight then) {
        sight.set(Sight.NOTHING);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        int before = looks.get();

        sight.set(then);
        watch.wake();

        await().until(() -> looks.get() > before + 10);
    }

    @Test
    void endsWhereItSleepsToo() throws Exception {
        sight.set(Sight.NOTHING);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);

        over.set(true);
        watch.wake();

        thread.join();
    }
}
