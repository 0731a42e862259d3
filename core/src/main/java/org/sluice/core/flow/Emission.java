package org.sluice.core.flow;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscription of a publisher's one subscriber: gives it as many items as it asked for, and no more, in turns of an executor that runs
 * one at a time. Between two turns it holds no thread. A turn is asked for by each request, each change of the source and a cancel; those
 * that come during a turn lead to another, so that none is lost.
 *
 * @param <T> the items
 */
final class Emission<T> implements Flow.Subscription {

    /** Items of one turn, so that other tasks of the executor come in between. */
    static final int MOST_IN_TURN = 64;

    private final Source<T> source;
    private final Executor turns;
    private final Consumer<Throwable> failed;

    private final AtomicLong demand = new AtomicLong();
    /** Whether a turn waits to begin. */
    private final AtomicBoolean asked = new AtomicBoolean();

    private volatile boolean cancelled;
    private volatile boolean misused;
    /** Null after its end, which rule 3.13 asks for. Touched in turns alone. */
    private Flow.@Nullable Subscriber<? super T> subscriber;

    Emission(Source<T> source, Executor turns, Consumer<Throwable> failed, Flow.Subscriber<? super T> subscriber) {
        this.source = source;
        this.turns = turns;
        this.failed = failed;
        this.subscriber = subscriber;
    }

    /** In a turn, since what the subscriber asks for in it would otherwise come before it is done with it. */
    void begin() {
        turns.execute(() -> {
            telling(to -> to.onSubscribe(this));
            source.onChange(this::ask);
            ask();
        });
    }

    @Override
    public void request(long items) {
        if (items <= 0) {
            misused = true;
        } else {
            demand.getAndUpdate(before -> before > Long.MAX_VALUE - items ? Long.MAX_VALUE : before + items);
        }
        ask();
    }

    @Override
    public void cancel() {
        cancelled = true;
        ask();
    }

    private void ask() {
        if (!asked.getAndSet(true)) {
            turns.execute(this::turn);
        }
    }

    private void turn() {
        asked.set(false);
        for (int i = 0; i < MOST_IN_TURN; i++) {
            if (subscriber == null || ends() || !giveOne()) {
                return;
            }
        }
        ask();
    }

    private boolean ends() {
        if (cancelled) {
            subscriber = null;
            source.cancel();
            return true;
        }
        if (misused) {
            fail(new IllegalArgumentException("A subscriber must request 1 or more (Reactive Streams, rule 3.9)."));
            source.cancel();
            return true;
        }
        try {
            boolean over = source.isOver();
            if (over) {
                telling(Flow.Subscriber::onComplete);
                subscriber = null;
            }
            return over;
        } catch (IOException e) {
            fail(e);
            return true;
        }
    }

    private void fail(Exception why) {
        telling(to -> to.onError(why));
        subscriber = null;
    }

    /** False where there is no demand or no item; both ask for a turn when they come. */
    private boolean giveOne() {
        if (demand.get() == 0) {
            return false;
        }
        T item = source.poll();
        if (item == null) {
            return false;
        }
        demand.getAndUpdate(before -> before == Long.MAX_VALUE ? before : before - 1);
        telling(to -> to.onNext(item));
        return true;
    }

    /** Rule 2.13: a subscriber does not throw; one that does is taken as cancelled. */
    private void telling(Consumer<Flow.Subscriber<? super T>> what) {
        Flow.Subscriber<? super T> to = subscriber;
        if (to == null) {
            return;
        }
        try {
            what.accept(to);
        } catch (RuntimeException e) {
            broken(e);
        } catch (Error e) {
            broken(e);
            throw e;
        }
    }

    private void broken(Throwable thrown) {
        subscriber = null;
        source.cancel();
        failed.accept(thrown);
    }
}
