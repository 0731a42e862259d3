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
 * <p>Its timers begin with {@link #start} and end with {@link #stop}. Lock: {@code this}, over decisions alone; what they are made from is
 * asked for before, and what they lead to is called after.
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

    private final Beat pongs;
    private final Beat pings;
    private final Alarm nextLook;

    private final Liveness liveness;
    /** Whether a look is set, or under way. */
    private boolean looking;

    private boolean stopped;

    /** The clock is in nanoseconds; later runs a task after a time, on a thread that may be used for sending. */
    KeepAlive(Plan plan, Peer peer, LongSupplier clock, BiFunction<Duration, Runnable, Timer.Cancel> later) {
        this.plan = plan;
        this.peer = peer;
        this.clock = clock;
        liveness = new Liveness(Deadline.nanos(plan.dead()));
        pongs = new Beat(plan.pongs(), peer::pong, new Alarm(later));
        pings = new Beat(plan.pings(), this::ping, new Alarm(later));
        nextLook = new Alarm(later);
    }

    void start() {
        pongs.next();
        pings.next();
    }

    void stop() {
        synchronized (this) {
            stopped = true;
        }
        pongs.stop();
        pings.stop();
        nextLook.stop();
    }

    private CompletableFuture<Void> ping() {
        long before = peer.signs();
        CompletableFuture<Void> sent = peer.ping();
        CompletionStage<Void> unused = sent.thenRun(() -> asked(before));
        return sent;
    }

    private void asked(long signsBefore) {
        if (plan.dead().isZero()) {
            return;
        }
        long now = clock.getAsLong();
        synchronized (this) {
            liveness.asked(now, signsBefore);
            if (looking || stopped) {
                return;
            }
            looking = true;
        }
        nextLook.set(plan.dead(), this::look);
    }

    private void look() {
        // A ping that leaves between here and the lock has seen more than this.
        long now = clock.getAsLong();
        long signs = peer.signs();
        Long reading = peer.readingSince();
        long wait;
        synchronized (this) {
            if (stopped) {
                return;
            }
            wait = liveness.look(now, signs, reading);
            looking = wait > 0;
        }
        if (wait > 0) {
            nextLook.set(Duration.ofNanos(wait), this::look);
        } else if (wait == Liveness.DEAD) {
            peer.dead(plan.dead());
        }
    }

    /** Sends one kind of frame at an interval, none while the one before still waits to be sent. */
    private static final class Beat {

        private final Duration interval;
        private final Supplier<CompletableFuture<Void>> send;
        private final Alarm alarm;
        private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);

        Beat(Duration interval, Supplier<CompletableFuture<Void>> send, Alarm alarm) {
            this.interval = interval;
            this.send = send;
            this.alarm = alarm;
        }

        void next() {
            if (!interval.isZero()) {
                alarm.set(interval, this::beat);
            }
        }

        /** Called by one timer at a time, each of which the one before has set. */
        private void beat() {
            if (sent.isDone()) {
                sent = send.get();
            }
            next();
        }

        void stop() {
            alarm.stop();
        }
    }
}
