package org.sluice.core.portable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.sluice.core.common.Timer;

/** Waits for the timer. */
final class Timers {

    private Timers() {}

    /** Returns when all has run that was due within the next 20 ms. */
    static void awaitAllDue() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        Timer.Cancel unused = Timer.in(Duration.ofMillis(20), later::countDown);
        later.await();
    }
}
