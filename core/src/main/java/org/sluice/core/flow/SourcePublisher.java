package org.sluice.core.flow;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Publishes what a source has, to one subscriber; a second one gets an error, since the items are there once only. How items go out is
 * left to {@link Emission}.
 *
 * @param <T> the items
 */
public final class SourcePublisher<T> implements Flow.Publisher<T> {

    private final Source<T> source;
    private final Executor turns;
    private final Consumer<Throwable> failed;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /**
     * Makes a publisher.
     *
     * @param source where items come from
     * @param turns runs one task at a time, in their order; the subscriber's methods are called in them
     * @param failed told of a subscriber that throws, which ends its subscription
     */
    public SourcePublisher(Source<T> source, Executor turns, Consumer<Throwable> failed) {
        this.source = source;
        this.turns = turns;
        this.failed = failed;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (subscribed.getAndSet(true)) {
            turns.execute(() -> refuse(subscriber));
            return;
        }
        new Emission<>(source, turns, failed, subscriber).begin();
    }

    /** Rule 1.9: onSubscribe comes first, whatever follows. */
    private void refuse(Flow.Subscriber<?> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long items) {
                // There are none for this one.
            }

            @Override
            public void cancel() {
                // It gets nothing anyway.
            }
        });
        subscriber.onError(
                new IllegalStateException(
                        "This publisher has its one subscriber; what is received is there once only. Fan it out behind that one."));
    }
}
