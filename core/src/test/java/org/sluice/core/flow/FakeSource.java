package org.sluice.core.flow;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items that a test puts in. */
final class FakeSource implements Source<String> {

    private final Deque<String> items = new ArrayDeque<>();
    private Runnable change = () -> {};
    private boolean ended;
    private @Nullable IOException lost;
    int cancels;
    /** Runs inside a poll that finds nothing, as another thread would at that moment. */
    Runnable whenEmpty = () -> {};

    void put(String... some) {
        items.addAll(List.of(some));
        change.run();
    }

    void end(@Nullable IOException why) {
        ended = true;
        lost = why;
        change.run();
    }

    int left() {
        return items.size();
    }

    @Override
    public void onChange(Runnable to) {
        change = to;
    }

    @Override
    public @Nullable String poll() {
        String item = items.pollFirst();
        if (item == null) {
            whenEmpty.run();
        }
        return item;
    }

    @Override
    public boolean isOver() throws IOException {
        if (!ended || !items.isEmpty()) {
            return false;
        }
        if (lost != null) {
            throw lost;
        }
        return true;
    }

    @Override
    public void cancel() {
        cancels++;
    }
}
