package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Timer;

/** On a time of its own: nothing here waits. */
class KeepAliveTest {

    private static final Duration NEVER = Duration.ZERO;

    /** What runs later. */
    private record Task(long at, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<CompletableFuture<Void>> frames = new ArrayList<>();
    private long now = 1000;
    private long signs;
    private boolean pausing;
    private boolean answering;
    /** Whether the system takes what is sent. */
    private boolean taking = true;

    private @Nullable KeepAlive made;
    /** What was called while its lock was held. */
    private final List<String> inside = new ArrayList<>();
    /** What comes while a look is under way, and while a timer is being set; once. */
    private Runnable duringLook = () -> {};

    private Runnable duringSet = () -> {};

    private final KeepAlive.Peer peer = new KeepAlive.Peer() {
        @Override
        public CompletableFuture<Void> pong() {
            outside("pong");
            return sent("pong");
        }

        @Override
        public CompletableFuture<Void> ping() {
            outside("ping");
            if (answering) {
                signs++;
            }
            return sent("ping");
        }

        @Override
        public long signs() {
            outside("signs");
            return signs;
        }

        @Override
        public @Nullable Long readingSince() {
            outside("readingSince");
            Runnable comes = duringLook;
            duringLook = () -> {};
            comes.run();
            return pausing ? null : (Long) 0L;
        }

        @Override
        public void dead(Duration after) {
            outside("dead");
            events.add("dead after " + after.toMillis());
        }
    };

    private void outside(String call) {
        if (made != null && Thread.holdsLock(made)) {
            inside.add(call);
        }
    }

    @AfterEach
    void nothingIsCalledInsideTheLock() {
        assertThat(inside).isEmpty();
    }

    private CompletableFuture<Void> sent(String what) {
        events.add(what);
        CompletableFuture<Void> frame = new CompletableFuture<>();
        frames.add(frame);
        if (taking) {
            frame.complete(null);
        }
        return frame;
    }

    private KeepAlive started(Duration pongs, Duration pings, Duration dead) {
        KeepAlive keepAlive = new KeepAlive(new KeepAlive.Plan(pongs, pings, dead), peer, this::now, this::later);
        made = keepAlive;
        keepAlive.start();
        return keepAlive;
    }

    private long now() {
        outside("clock");
        return now;
    }

    private Timer.Cancel later(Duration delay, Runnable action) {
        outside("later");
        Task task = new Task(now + Deadline.nanos(delay), action);
        tasks.add(task);
        Runnable comes = duringSet;
        duringSet = () -> {};
        comes.run();
        return () -> {
            outside("cancel");
            tasks.remove(task);
        };
    }

    /** Lets time go by. */
    private void pass(Duration time) {
        long end = now + time.toNanos();
        while (true) {
            Task next = tasks.stream().min(Comparator.comparingLong(Task::at)).orElse(null);
            if (next == null || next.at() > end) {
                now = end;
                return;
            }
            tasks.remove(next);
            now = next.at();
            next.action().run();
        }
    }

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    @Test
    @DisplayName("S keep-alive: pongs go at their interval, and nobody is asked for life")
    void pongs() {
        started(ms(10), NEVER, ms(30));
        pass(ms(35));
        assertThat(events).containsExactly("pong", "pong", "pong");
        pass(ms(1000));
        assertThat(events).containsOnly("pong");
    }

    @Test
    @DisplayName("S keep-alive: a peer that answers each ping lives")
    void answers() {
        answering = true;
        started(NEVER, ms(10), ms(30));
        pass(ms(1000));
        assertThat(events).hasSize(100).containsOnly("ping");
    }

    @Test
    @DisplayName("S keep-alive: a peer that is silent is found within the interval and the timeout")
    void silence() {
        started(NEVER, ms(10), ms(30));
        pass(ms(39));
        assertThat(events).containsExactly("ping", "ping", "ping");
        pass(ms(1));
        assertThat(events).contains("dead after 30");
    }

    @Test
    @DisplayName("S keep-alive: one byte in the middle of a frame is life")
    void anyByte() {
        started(NEVER, ms(10), ms(30));
        for (int i = 0; i < 100; i++) {
            pass(ms(20));
            signs++;
        }
        assertThat(events).containsOnly("ping");
        pass(ms(50));
        assertThat(events).contains("dead after 30");
    }

    @Test
    @DisplayName("S keep-alive: a pause of this end's own is not the peer's death")
    void pause() {
        started(NEVER, ms(10), ms(30));
        pausing = true;
        pass(Duration.ofHours(1));
        assertThat(events).containsOnly("ping");
        pausing = false;
        pass(ms(60));
        assertThat(events).contains("dead after 30");
    }

    @Test
    @DisplayName("S keep-alive: a ping that waits behind a long send neither counts nor piles up")
    void waitingPing() {
        taking = false;
        started(ms(10), ms(10), ms(30));
        pass(ms(1000));
        assertThat(events).containsExactly("pong", "ping");
        taking = true;
        frames.forEach(frame -> frame.complete(null));
        pass(ms(29));
        assertThat(events).doesNotContain("dead after 30");
        pass(ms(1));
        assertThat(events).contains("dead after 30");
    }

    @Test
    @DisplayName("S keep-alive: a ping that could not be sent asks nothing, and the next one is tried")
    void failedPing() {
        taking = false;
        started(NEVER, ms(10), ms(30));
        for (int i = 1; i <= 10; i++) {
            pass(ms(10));
            assertThat(events).hasSize(i).containsOnly("ping");
            frames.get(i - 1).completeExceptionally(new IOException("not sent"));
        }
    }

    @Test
    @DisplayName("S keep-alive: without a timeout a silent peer is kept")
    void noTimeout() {
        started(NEVER, ms(10), NEVER);
        pass(ms(1000));
        assertThat(events).hasSize(100).containsOnly("ping");
    }

    @Test
    @DisplayName("S keep-alive: once stopped no timer is left and nothing happens, whatever still comes")
    void stopped() {
        KeepAlive keepAlive = started(ms(10), ms(10), ms(30));
        pass(ms(15));
        keepAlive.stop();
        assertThat(tasks).isEmpty();
        int before = events.size();
        keepAlive.start();
        pass(ms(1000));
        assertThat(events).hasSize(before);
        assertThat(tasks).isEmpty();
    }

    @Test
    @DisplayName("S keep-alive: a stop between a ping and its way out leaves no look behind")
    void stoppedWhileAPingWaits() {
        taking = false;
        KeepAlive keepAlive = started(NEVER, ms(10), ms(30));
        pass(ms(10));
        keepAlive.stop();
        frames.get(0).complete(null);
        assertThat(tasks).isEmpty();
    }

    @Test
    @DisplayName("S keep-alive: a beat that is under way while it is stopped sets no other")
    void stoppedInsideABeat() {
        KeepAlive keepAlive = started(ms(10), NEVER, NEVER);
        Task beat = tasks.remove(0);
        keepAlive.stop();
        beat.action().run();
        assertThat(tasks).isEmpty();
    }

    @Test
    @DisplayName("S keep-alive: a stop while a look is under way ends it: nobody counts as dead, and no timer is left")
    void stoppedInsideALook() {
        KeepAlive keepAlive = started(NEVER, ms(10), ms(30));
        pass(ms(39));
        duringLook = keepAlive::stop;
        pass(ms(1000));
        assertThat(events).containsExactly("ping", "ping", "ping");
        assertThat(tasks).isEmpty();
    }

    @Test
    @DisplayName("S keep-alive: a stop while the next look is being set leaves no timer behind")
    void stoppedWhileALookIsSet() {
        KeepAlive keepAlive = started(NEVER, ms(10), ms(30));
        pausing = true;
        pass(ms(39));
        duringLook = () -> duringSet = keepAlive::stop;
        pass(ms(1));
        assertThat(events).containsExactly("ping", "ping", "ping");
        assertThat(tasks).isEmpty();
    }

    @Test
    @DisplayName("S keep-alive: a ping that leaves while a look is under way has its own time, though it has seen more")
    void askedInsideALook() {
        started(NEVER, ms(10), ms(30));
        pass(ms(39));
        duringLook = () -> {
            signs++;
            tasks.remove(0).action().run();
            taking = false;
        };
        pass(ms(1 + 29));
        assertThat(events).hasSize(5).containsOnly("ping");
        pass(ms(1));
        assertThat(events).contains("dead after 30");
    }

    @Test
    @DisplayName("S keep-alive: a ping that leaves while the next look is being set adds no other")
    void askedWhileALookIsSet() {
        started(NEVER, ms(10), ms(30));
        pausing = true;
        pass(ms(25));
        taking = false;
        duringLook = () -> duringSet = () -> frames.get(2).complete(null);
        pass(ms(20));
        assertThat(frames.get(2)).isDone();
        assertThat(tasks).as("one beat and one look").hasSize(2);
    }

    @Test
    @DisplayName("S keep-alive: a peer may be given for ever, and pings still go")
    void forEverIsNoTimeTooLong() {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        started(forEver, ms(10), forEver);
        pass(ms(35));

        assertThat(events).containsExactly("ping", "ping", "ping");
    }
}
