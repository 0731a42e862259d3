package org.sluice.core.flow;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sluice.api.SendingSubscriber;

/**
 * Hands items to a sink that may wait, in turns of an executor that runs one at a time, so that the publisher never waits. How much it has in
 * hand is bounded by what it asks for. All calls of the subscription are made in turns too, which makes them serial (rule 2.7).
 *
 * @param <T> the items
 */
public final class SinkSubscriber<T> implements SendingSubscriber<T> {

    /** Items in hand: so many that the next is there while one is sent. */
    static final int AHEAD = 4;

    private final Sink<? super T> sink;
    private final Executor turns;
    private final Senders senders;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private final AtomicInteger waiting = new AtomicInteger();

    // Touched in turns alone.
    private Flow.@Nullable Subscription subscription;
    private boolean over;

    /**
     * Makes a subscriber.
     *
     * @param sink takes the items
     * @param turns runs one task at a time, in their order; tasks may block
     * @param senders tells it of the end of the connection
     */
    public SinkSubscriber(Sink<? super T> sink, Executor turns, Senders senders) {
        this.sink = sink;
        this.turns = turns;
        this.senders = senders;
    }

    @Override
    public CompletableFuture<Void> sent() {
        return sent.copy();
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        Objects.requireNonNull(to, "subscription");
        turns.execute(() -> subscribed(to));
    }

    private void subscribed(Flow.Subscription to) {
        if (over || subscription != null) {
            to.cancel();
            return;
        }
        subscription = to;
        senders.add(this);
        to.request(AHEAD);
    }

    @Override
    public void onNext(T item) {
        Objects.requireNonNull(item, "item");
        waiting.incrementAndGet();
        turns.execute(() -> attempt(() -> send(item)));
    }

    private void send(T item) throws IOException {
        sink.send(item);
        if (waiting.decrementAndGet() == 0) {
            sink.flush();
        }
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable why) {
        Objects.requireNonNull(why, "why");
        turns.execute(() -> {
            if (!over) {
                // The subscription counts as cancelled (rule 2.4).
                subscription = null;
                fail(why);
            }
        });
    }

    @Override
    public void onComplete() {
        turns.execute(() -> attempt(() -> {
            subscription = null;
            sink.end();
            finish();
            sent.complete(null);
        }));
    }

    /** The connection has ended; what was sent before may have failed over that already. */
    void connectionEnded(IOException why) {
        turns.execute(() -> {
            if (!over) {
                fail(why);
            }
        });
    }

    private void attempt(Step step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            fail(e);
        } catch (Error e) {
            fail(e);
            throw e;
        }
    }

    private void fail(Throwable why) {
        finish();
        Flow.Subscription from = subscription;
        subscription = null;
        sink.abandon();
        sent.completeExceptionally(why);
        if (from != null) {
            from.cancel();
        }
    }

    private void finish() {
        over = true;
        senders.remove(this);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
