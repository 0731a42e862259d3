package org.sluice.core.socket;

import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Timer;

/**
 * A timer that is set again and again, one at a time, until it is stopped for good; what it is for is left to who sets it. What sets and cancels
 * is called without a lock, so that a stop may come while a timer is being set: who then finds it stopped cancels what was made.
 *
 * <p>Lock: {@code this}; nothing is called while it is held.
 */
final class Alarm {

    private final BiFunction<Duration, Runnable, Timer.Cancel> later;
    private @Nullable Setting current;
    private boolean stopped;

    /** Later runs a task after a time. */
    Alarm(BiFunction<Duration, Runnable, Timer.Cancel> later) {
        this.later = later;
    }

    /** One time that it was set; known before its timer is made, which may run before that is noted. */
    private static final class Setting {
        Timer.@Nullable Cancel timer;
    }

    /** Runs the task once after the time, unless it is stopped. Only where none was set before, or the last one has begun to run. */
    void set(Duration time, Runnable task) {
        Setting made = new Setting();
        synchronized (this) {
            if (stopped) {
                return;
            }
            current = made;
        }
        Timer.Cancel timer = later.apply(time, task);
        synchronized (this) {
            if (!stopped) {
                made.timer = timer;
                return;
            }
        }
        timer.cancel();
    }

    /** Cancels what is set, and sets nothing any more. */
    void stop() {
        Timer.Cancel timer;
        synchronized (this) {
            stopped = true;
            timer = current == null ? null : current.timer;
            current = null;
        }
        if (timer != null) {
            timer.cancel();
        }
    }
}
