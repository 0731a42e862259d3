package org.sluice.core.credit;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongUnaryOperator;

/**
 * A sender with our {@link CreditWindow} and a receiver with our {@link Granting} on a line with a rate and a delay, in a time of its own:
 * one event after the other, no thread and no clock. The sender always has more; the reader takes what has come at a rate of its own.
 */
final class SimulatedLink {

    static final long SECOND = 1_000_000_000L;

    private record Event(long nanos, long number, Runnable what) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));
    private long now;
    private long number;

    private final Granting receiver;
    private final CreditWindow sender;
    private final long delay;
    private final double bytesPerNano;
    private final int chunk;
    /** How long the reader needs for so many bytes. */
    private final LongUnaryOperator reading;
    /** The size of the next message. */
    private final LongUnaryOperator sizes;

    private boolean lineBusy;
    private boolean readerBusy;
    private long waiting;
    private long sent;

    private long taken;
    private long total;
    private long mostAhead;
    private int smallest = Integer.MAX_VALUE;
    private int largest;

    SimulatedLink(int offered, int ceiling, long roundTripNanos, long bytesPerSecond, LongUnaryOperator reading) {
        this(offered, ceiling, roundTripNanos, bytesPerSecond, reading, chunk -> chunk);
    }

    SimulatedLink(
            int offered,
            int ceiling,
            long roundTripNanos,
            long bytesPerSecond,
            LongUnaryOperator reading,
            LongUnaryOperator sizes) {
        receiver = new Granting(offered, () -> ceiling, true, () -> now);
        sender = new CreditWindow(offered);
        delay = roundTripNanos / 2;
        bytesPerNano = (double) bytesPerSecond / SECOND;
        chunk = StreamChunks.size(offered);
        this.reading = reading;
        this.sizes = sizes;
        // As at the opening: our first grant goes out, and the peer's, which says that it follows, comes a round trip
        // later.
        total = receiver.grant();
        in(delay, () -> granted(total));
        in(2 * delay, receiver::peerFollows);
        send();
    }

    /** A reader of so many bytes in a second. */
    static LongUnaryOperator reads(long bytesPerSecond) {
        return bytes -> bytes * SECOND / bytesPerSecond;
    }

    private void in(long nanos, Runnable what) {
        events.add(new Event(now + nanos, number++, what));
    }

    void runUntil(long nanos) {
        while (!events.isEmpty() && events.peek().nanos() <= nanos) {
            Event next = events.poll();
            now = next.nanos();
            next.what().run();
            look();
        }
        now = nanos;
    }

    private void look() {
        smallest = Math.min(smallest, receiver.window());
        largest = Math.max(largest, receiver.window());
        mostAhead = Math.max(mostAhead, total - taken);
    }

    private void granted(long to) {
        sender.granted(to);
        send();
    }

    private void send() {
        if (lineBusy) {
            return;
        }
        long size = sizes.applyAsLong(chunk);
        if (!sender.admits(size, true)) {
            return;
        }
        sender.sent(size, true);
        long cost = Charge.of(size);
        sent += cost;
        lineBusy = true;
        long onTheLine = (long) (cost / bytesPerNano);
        in(onTheLine, () -> {
            lineBusy = false;
            send();
        });
        in(onTheLine + delay, () -> arrive(size));
    }

    private void arrive(long size) {
        try {
            waiting += receiver.received(size, true);
        } catch (CreditException e) {
            throw new AssertionError("the sender keeps to its credit", e);
        }
        read();
    }

    private void read() {
        if (readerBusy || waiting == 0) {
            return;
        }
        long some = Math.min(chunk, waiting);
        readerBusy = true;
        in(reading.applyAsLong(some), () -> {
            readerBusy = false;
            waiting -= some;
            taken += some;
            if (receiver.taken(some)) {
                long next = receiver.grant();
                if (next < total) {
                    throw new AssertionError("a grant was taken back: " + total + ", then " + next);
                }
                total = next;
                in(delay, () -> granted(next));
            }
            read();
        });
    }

    int window() {
        return receiver.window();
    }

    int smallestWindow() {
        return smallest;
    }

    int largestWindow() {
        return largest;
    }

    /** What the reader has taken. */
    long taken() {
        return taken;
    }

    /** What was sent and not taken is never more than this was at most. */
    long mostAhead() {
        return mostAhead;
    }

    long ahead() {
        return sent - taken;
    }
}
