package org.sluice.it;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * What one direction of a {@link FaultProxy} does with the bytes it has read. Called by one thread; nothing more is read until it returns, and
 * an interrupt means that the proxy ends. Bytes of one direction never change their order.
 */
interface Passage {

    /** Everything goes on at once. */
    Passage OPEN = (bytes, count, to) -> to.write(bytes, 0, count);

    /** One byte to the segment, as far as it is in our hands: the sockets of the proxy do not collect. */
    Passage TRICKLE = (bytes, count, to) -> {
        for (int i = 0; i < count; i++) {
            to.write(bytes, i, 1);
        }
    };

    /** Takes all and passes nothing, not even the end. */
    Passage SWALLOW = new Passage() {
        @Override
        public void pass(byte[] bytes, int count, OutputStream to) {
            // Gone.
        }

        @Override
        public boolean tellsEnds() {
            return false;
        }
    };

    /** Stops reading, and does not notice ends. */
    Passage STALL = new Passage() {
        @Override
        public void pass(byte[] bytes, int count, OutputStream to) throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Override
        public boolean tellsEnds() {
            return false;
        }
    };

    /** Writes what it lets pass. */
    void pass(byte[] bytes, int count, OutputStream to) throws IOException, InterruptedException;

    /** Whether the end of one side, orderly or not, becomes that of the other. */
    default boolean tellsEnds() {
        return true;
    }

    /** Each part that was read goes on after a time. */
    static Passage delay(Duration time) {
        return (bytes, count, to) -> {
            pause(time.toNanos());
            to.write(bytes, 0, count);
        };
    }

    /**
     * Lets pass in every second period only. Where one direction of a proxy has the even ones and the other the odd ones, what was sent
     * later one way overtakes what was sent before it the other way.
     */
    static Passage inTurns(Duration period, boolean even) {
        long nanos = period.toNanos();
        return (bytes, count, to) -> {
            for (long now = System.nanoTime(); (now / nanos % 2 == 0) != even; now = System.nanoTime()) {
                pause(nanos - now % nanos);
            }
            to.write(bytes, 0, count);
        };
    }

    /** Lets so many bytes pass, and then runs the end; what comes behind them is swallowed. */
    static Passage until(long bytes, Runnable end) {
        return new Passage() {
            private long left = bytes;

            @Override
            public void pass(byte[] part, int count, OutputStream to) throws IOException {
                int some = (int) Math.min(left, count);
                to.write(part, 0, some);
                left -= some;
                if (some < count) {
                    end.run();
                }
            }
        };
    }

    private static void pause(long nanos) throws InterruptedException {
        LockSupport.parkNanos(nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException("the proxy ends");
        }
    }
}
