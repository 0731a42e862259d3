package org.sluice.api;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands one message in at many sockets, by each thread that runs it: a piece of the sockets at a time, so that one that comes late or is slow leaves
 * more to the others.
 */
final class HandingIn implements Runnable {

    /** Sockets that a thread takes at once: some hundred microseconds of work. */
    static final int PIECE = 32;

    private final Message message;
    private final Message newest;
    private final List<MessageWebSocket> sockets;
    private final Delivery[] deliveries;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch left;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Nobody changes the sockets from now on. */
    HandingIn(Message message, List<MessageWebSocket> sockets) {
        this.message = message;
        this.sockets = sockets;
        newest = message.whenFull(WhenFull.DROP_NEWEST);
        deliveries = new Delivery[sockets.size()];
        left = new CountDownLatch(pieces());
    }

    private int pieces() {
        return (sockets.size() + PIECE - 1) / PIECE;
    }

    /** Asks for threads, so that with the caller's there is one for each processor, if there is so much to do. */
    void share(Executor helpers, int processors) {
        int threads = Math.min(processors, pieces());
        boolean taken = true;
        for (int with = 1; with < threads && taken; with++) {
            taken = isTaken(helpers);
        }
    }

    /** Where it is refused, the caller does what nobody else does. */
    private boolean isTaken(Executor helpers) {
        try {
            helpers.execute(this);
            return true;
        } catch (RejectedExecutionException busy) {
            return false;
        }
    }

    /** Returns when no piece is left to be taken. What it throws is told by {@link #result}. */
    @Override
    public void run() {
        int count = sockets.size();
        for (int from = next.getAndAdd(PIECE); from < count; from = next.getAndAdd(PIECE)) {
            try {
                handIn(from, Math.min(count, from + PIECE));
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                left.countDown();
            }
        }
    }

    private void handIn(int from, int to) {
        for (int i = from; i < to; i++) {
            MessageWebSocket socket = sockets.get(i);
            boolean waits = message.whenFull().orElseGet(socket.control()::whenFull) == WhenFull.WAIT;
            deliveries[i] = new Delivery(socket, sendTo(socket, waits ? newest : message));
        }
    }

    private static CompletableFuture<Void> sendTo(MessageWebSocket socket, Message message) {
        try {
            return socket.sendAsync(message);
        } catch (RuntimeException e) {
            // Never connected, or no thread to be had: whatever one socket is like, the others get the message.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Waits for the pieces that others have taken, which is short, and so whether or not the thread is interrupted. */
    List<Delivery> result() {
        boolean interrupted = false;
        for (boolean done = false; !done; ) {
            try {
                left.await();
                done = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return Arrays.asList(deliveries);
    }
}
