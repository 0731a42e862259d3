package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.core.common.Timer;

/** Each interleaving comes at the call of what sets a timer, since there no lock is held. */
class AlarmTest {

    private static final Duration TIME = Duration.ofMillis(10);

    private final List<Runnable> set = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private final Alarm alarm = new Alarm(this::later);

    private Timer.Cancel later(Duration time, Runnable task) {
        assertThat(time).isEqualTo(TIME);
        assertThat(Thread.holdsLock(alarm)).isFalse();
        set.add(task);
        Runnable now = meanwhile;
        meanwhile = () -> {};
        now.run();
        return () -> {
            assertThat(Thread.holdsLock(alarm)).isFalse();
            set.remove(task);
        };
    }

    private void set(String name) {
        alarm.set(TIME, () -> ran.add(name));
    }

    private void fire() {
        set.remove(0).run();
    }

    @Test
    @DisplayName("it runs what it was set for, once for each time")
    void runs() {
        set("one");
        fire();
        set("two");
        fire();
        assertThat(ran).containsExactly("one", "two");
        assertThat(set).isEmpty();
    }

    @Test
    @DisplayName("a stop cancels what is set")
    void stop() {
        set("one");
        alarm.stop();
        assertThat(set).isEmpty();
    }

    @Test
    @DisplayName("once stopped it sets nothing, and may be stopped again")
    void stopped() {
        alarm.stop();
        set("one");
        alarm.stop();
        assertThat(set).isEmpty();
    }

    @Test
    @DisplayName("a stop while a timer is being set cancels it")
    void stoppedMeanwhile() {
        meanwhile = alarm::stop;
        set("one");
        assertThat(set).isEmpty();
    }

    @Test
    @DisplayName("a timer that runs before it is noted may set the next, which a stop then cancels")
    void runsBeforeItIsNoted() {
        meanwhile = () -> {
            fire();
            set("two");
        };
        set("one");
        assertThat(ran).containsExactly("one");
        assertThat(set).hasSize(1);
        alarm.stop();
        assertThat(set).isEmpty();
    }

    @Test
    @DisplayName("a timer that runs before it is noted, then a stop: nothing is left")
    void runsAndStopsBeforeItIsNoted() {
        meanwhile = () -> {
            fire();
            set("two");
            alarm.stop();
        };
        set("one");
        assertThat(ran).containsExactly("one");
        assertThat(set).isEmpty();
    }
}
