package org.sluice.grizzly.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicBoolean something = new AtomicBoolean(true);
    private final AtomicBoolean over = new AtomicBoolean();
    private final Watch watch = new Watch(
            () -> {
                looks.incrementAndGet();
                return something.get();
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
    void looksAtEachTickWhileThereIsSomethingToSee() {
        thread.start();

        await().until(() -> looks.get() > 100);
        assertThat(thread.isAlive()).isTrue();
    }

    @Test
    void sleepsWhereThereIsNothingAndWakesWhenTold() {
        something.set(false);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        int before = looks.get();

        something.set(true);
        watch.wake();

        await().until(() -> looks.get() > before + 10);
    }

    @Test
    void endsWhereItSleepsToo() throws Exception {
        something.set(false);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);

        over.set(true);
        watch.wake();

        thread.join();
    }
}
