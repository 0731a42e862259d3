package org.sluice.core.doubles;

import java.util.concurrent.CountDownLatch;

/** Holds a thread at a point until told; any number of threads may meet it. */
public final class Gate {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Called by the double: waits until the gate opens, deaf to interrupts as some containers are. */
    public void pass() {
        reached.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a thread is held. */
    public void awaitReached() throws InterruptedException {
        reached.await();
    }

    public boolean isReached() {
        return reached.getCount() == 0;
    }

    public void open() {
        open.countDown();
    }
}
