package org.sluice.it;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** A subscriber that asks for so many items at first, for more when told, and keeps all. */
final class Collecting<T> implements Flow.Subscriber<T> {

    private final long first;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final List<T> items = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    Collecting(long first) {
        this.first = first;
    }

    void request(long more) {
        subscription.join().request(more);
    }

    List<T> items() {
        return new CopyOnWriteArrayList<>(items);
    }

    void awaitItems(int count) {
        await().until(() -> items.size() >= count);
    }

    CompletableFuture<Void> end() {
        return end;
    }

    /** How many bytes all buffers have. */
    long bytes() {
        return items().stream()
                .mapToLong(item -> ((ByteBuffer) item).remaining())
                .sum();
    }

    /** The bytes of all buffers. */
    InputStream content() {
        List<InputStream> parts = new ArrayList<>();
        for (T item : items()) {
            ByteBuffer part = ((ByteBuffer) item).duplicate();
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            parts.add(new ByteArrayInputStream(bytes));
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        subscription.complete(to);
        if (first > 0) {
            to.request(first);
        }
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
