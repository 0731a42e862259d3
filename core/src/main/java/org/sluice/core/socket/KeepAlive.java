package org.sluice.core.socket;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Timer;

/**
 * Keeps a connection in use, and finds out whether its peer still lives: pongs that answer nothing at one interval, pings at another,
 * and a look after each ping. What is sent goes through the socket's lane; a frame that is still waiting there is not sent twice.
 *
 * <p>Its timers begin with {@link #start} and end with {@link #stop}. Guarded by itself; nothing foreign is called while it is held.
 */
final class KeepAlive {

    /** What is wanted; zero is none of it. */
    record Plan(Duration pongs, Duration pings, Duration dead) {

        boolean isNothing() {
            return pongs.isZero() && pings.isZero();
        }
    }

    /** The socket. Nothing here blocks or throws. */
    interface Peer {

        /** Sends a pong; completes when it is on its way, also with a failure. */
        CompletableFuture<Void> pong();

        /** Sends a ping, as {@link #pong}. */
        CompletableFuture<Void> ping();

        /** A number that grows with all that is received. */
        long signs();

        /** See {@link Pauses#readingSince}. */
        @Nullable
        Long readingSince();

        /** It counts as dead. */
        void dead(Duration after);
    }

    private final Plan plan;
    private final Peer peer;
    private final LongSupplier clock;
    private final BiFunction<Duration, Runnable, Timer.Cancel> later;

    private final Beat pongs;
    private final Beat pings;
    private final Liveness liveness;
    private boolean stopped;
    private Timer.@Nullable Cancel look;

    /** The clock is in nanoseconds; later runs a task after a time, on a thread that may be used for sending. */
    KeepAlive(Plan plan, Peer peer, LongSupplier clock, BiFunction<Duration, Runnable, Timer.Cancel> later) {
        this.plan = plan;
        this.peer = peer;
        this.clock = clock;
        this.later = later;
        liveness = new Liveness(Deadline.nanos(plan.dead()));
        pongs = new Beat(plan.pongs(), peer::pong);
        pings = new Beat(plan.pings(), this::ping);
    }

    void start() {
        pongs.next();
        pings.next();
    }

    synchronized void stop() {
        stopped = true;
        pongs.cancel();
        pings.cancel();
        if (look != null) {
            look.cancel();
            look = null;
        }
    }

    private CompletableFuture<Void> ping() {
        long before = peer.signs();
        CompletableFuture<Void> sent = peer.ping();
        CompletionStage<Void> unused = sent.thenRun(() -> asked(before));
        return sent;
    }

    private synchronized void asked(long signsBefore) {
        if (stopped || plan.dead().isZero()) {
            return;
        }
        liveness.asked(clock.getAsLong(), signsBefore);
        if (look == null) {
            look = later.apply(plan.dead(), this::look);
        }
    }

    private void look() {
        boolean dead;
        synchronized (this) {
            look = null;
            if (stopped) {
                return;
            }
            long wait = liveness.look(clock.getAsLong(), peer.signs(), peer.readingSince());
            dead = wait == Liveness.DEAD;
            if (wait > 0) {
                look = later.apply(Duration.ofNanos(wait), this::look);
            }
        }
        if (dead) {
            peer.dead(plan.dead());
        }
    }

    /** Sends one kind of frame at an interval, none while the one before still waits to be sent. */
    private final class Beat {

        private final Duration interval;
        private final Supplier<CompletableFuture<Void>> send;
        private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
        private Timer.@Nullable Cancel timer;

        Beat(Duration interval, Supplier<CompletableFuture<Void>> send) {
            this.interval = interval;
            this.send = send;
        }

        void next() {
            synchronized (KeepAlive.this) {
                if (!stopped && !interval.isZero()) {
                    timer = later.apply(interval, this::beat);
                }
            }
        }

        /** Called by one timer at a time, each of which the one before has set. */
        private void beat() {
            if (sent.isDone()) {
                sent = send.get();
            }
            next();
        }

        void cancel() {
            if (timer != null) {
                timer.cancel();
            }
        }
    }
}
