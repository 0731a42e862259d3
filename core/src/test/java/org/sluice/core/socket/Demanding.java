package org.sluice.core.socket;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A subscriber that asks when the test does, and keeps what it gets. */
final class Demanding<T> implements Flow.Subscriber<T> {

    final List<T> items = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;

    static <T> Demanding<T> of(Flow.Publisher<T> publisher) {
        Demanding<T> made = new Demanding<>();
        publisher.subscribe(made);
        await().until(() -> made.subscription != null);
        return made;
    }

    void request(long more) {
        Objects.requireNonNull(subscription).request(more);
    }

    void cancel() {
        Objects.requireNonNull(subscription).cancel();
    }

    Demanding<T> awaitItems(int count) {
        await().until(() -> items.size() >= count);
        return this;
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        subscription = to;
    }

    @Override
    public void onNext(T item) {
        items.add(item);
    }

    @Override
    public void onError(Throwable why) {
        end.completeExceptionally(why);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
