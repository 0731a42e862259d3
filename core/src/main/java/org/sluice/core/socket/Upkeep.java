package org.sluice.core.socket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Threads;
import org.sluice.core.common.Timer;

/**
 * The keep-alive of a socket, from the moment its options are frozen to its close; what is sent and when is left to {@link KeepAlive}. Has
 * no lock of its own.
 */
final class Upkeep {

    private final Life life;
    private volatile @Nullable KeepAlive running;

    Upkeep(Life life) {
        this.life = life;
    }

    /** Begins, unless the socket is not open any more; once. A close may come in between, so the caller looks for one afterwards. */
    void begin(KeepAlive.Plan plan, KeepAlive.Peer peer) {
        KeepAlive made = new KeepAlive(plan, peer, System::nanoTime, Upkeep::later);
        // In this order one of the two, this and a close, sees the other.
        running = made;
        if (life.isOpen()) {
            made.start();
        }
    }

    /** Not on the timer's thread, since a send may have to encrypt or compress what others have handed in. */
    private static Timer.Cancel later(Duration delay, Runnable task) {
        return Timer.in(delay, () -> Threads.shared().execute(task));
    }

    /** Stops for good what runs. */
    void stop() {
        KeepAlive alive = running;
        if (alive != null) {
            alive.stop();
        }
    }
}
