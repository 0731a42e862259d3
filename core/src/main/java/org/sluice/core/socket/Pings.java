package org.sluice.core.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.send.Outgoing;
import org.sluice.core.send.SendLane;

/**
 * The pings that wait for their pong. A pong also answers all pings before the one it names, since a peer may leave those out (RFC
 * 6455, 5.5.3); a pong that names none is nobody's answer and passed over.
 */
final class Pings {

    /** More than this many unanswered pings tell nothing new. */
    private static final int MOST = 128;
    /** Of the probes the newest are kept: a pong to any of them tells the time. */
    private static final int MOST_PROBES = 64;

    private final Executor callbacks;
    private final Consumer<Duration> newest;
    /** Made for the first one, since many connections never have any. */
    private @Nullable Map<ByteBuffer, Waiting> waiting;
    /** How many of those that wait nobody asked for. */
    private int probes;

    private long count;
    private long pongs;
    private @Nullable IOException ended;

    /**
     * Continuations of the application run on the given executor, never on the thread that received a pong; the newest time is
     * told before they run, so that they find it in the information object.
     */
    Pings(Executor callbacks, Consumer<Duration> newest) {
        this.callbacks = callbacks;
        this.newest = newest;
    }

    private record Waiting(long sentNanos, @Nullable CompletableFuture<Duration> answered) {

        boolean isProbe() {
            return answered == null;
        }

        void complete(long nowNanos, Executor callbacks) {
            if (answered != null) {
                answered.completeAsync(() -> Duration.ofNanos(nowNanos - sentNanos), callbacks);
            }
        }

        void fail(IOException why) {
            if (answered != null) {
                answered.completeExceptionally(why);
            }
        }
    }

    /** Sends a ping, and completes with the time until its pong; fails where it cannot be sent, or too many wait for theirs. */
    CompletableFuture<Duration> send(SendLane out) {
        CompletableFuture<Duration> answered = new CompletableFuture<>();
        ByteBuffer payload = next(answered);
        if (payload != null) {
            try {
                out.submitControl(Outgoing.ping(payload));
            } catch (IOException e) {
                answered.completeExceptionally(e);
            }
        }
        return answered;
    }

    /** A ping to send; null where the future has failed already. */
    synchronized @Nullable ByteBuffer next(CompletableFuture<Duration> answered) {
        if (ended != null) {
            answered.completeExceptionally(ended);
            return null;
        }
        if (waiting().size() - probes == MOST) {
            answered.completeExceptionally(
                    new IllegalStateException(MOST + " pings wait for their pong already; wait for an answer first"));
            return null;
        }
        return add(answered);
    }

    /**
     * A ping of which nobody but the newest time is told; null where all is over. A peer that answers none still gets the next, since what
     * else it sends shows that it lives: the eldest is forgotten for it.
     */
    synchronized @Nullable ByteBuffer probe() {
        if (ended != null) {
            return null;
        }
        if (probes == MOST_PROBES) {
            dropEldestProbe();
        }
        probes++;
        return add(null);
    }

    private Map<ByteBuffer, Waiting> waiting() {
        Map<ByteBuffer, Waiting> all = waiting == null ? new LinkedHashMap<>() : waiting;
        waiting = all;
        return all;
    }

    private void dropEldestProbe() {
        Iterator<Waiting> all = waiting().values().iterator();
        while (all.hasNext()) {
            if (all.next().isProbe()) {
                all.remove();
                probes--;
                return;
            }
        }
    }

    private ByteBuffer add(@Nullable CompletableFuture<Duration> answered) {
        ByteBuffer payload = ByteBuffer.allocate(Long.BYTES).putLong(0, ++count);
        waiting().put(payload, new Waiting(System.nanoTime(), answered));
        return payload.asReadOnlyBuffer();
    }

    /** Takes a pong. */
    void answered(ByteBuffer payload) {
        long now = System.nanoTime();
        Map<ByteBuffer, Waiting> done = new LinkedHashMap<>();
        Duration time;
        synchronized (this) {
            pongs++;
            Waiting named = waiting == null ? null : waiting.get(payload);
            if (named == null) {
                return;
            }
            time = Duration.ofNanos(now - named.sentNanos());
            Iterator<Map.Entry<ByteBuffer, Waiting>> entries =
                    waiting().entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<ByteBuffer, Waiting> entry = entries.next();
                done.put(entry.getKey(), entry.getValue());
                entries.remove();
                probes -= entry.getValue().isProbe() ? 1 : 0;
                if (entry.getKey().equals(payload)) {
                    break;
                }
            }
        }
        newest.accept(time);
        done.values().forEach(ping -> ping.complete(now, callbacks));
    }

    /** All pongs so far, those that answer nothing among them. */
    synchronized long pongs() {
        return pongs;
    }

    void end(IOException why) {
        Map<ByteBuffer, Waiting> lost;
        synchronized (this) {
            ended = why;
            lost = waiting == null ? Map.of() : waiting;
            waiting = null;
            probes = 0;
        }
        if (lost.values().stream().anyMatch(ping -> !ping.isProbe())) {
            callbacks.execute(() -> lost.values().forEach(ping -> ping.fail(why)));
        }
    }
}
