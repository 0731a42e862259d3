package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;

/** Checks that the messages {@code thread:index:…} of each thread come in order; what follows is left to the test. */
final class Orders {

    private final TreeMap<Integer, Integer> next = new TreeMap<>();

    /** Takes the next message and returns its index. */
    int next(String message) {
        String[] parts = message.split(":", 3);
        int index = Integer.parseInt(parts[1]);
        int thread = Integer.parseInt(parts[0]);
        assertThat(index).as("of thread %s", thread).isEqualTo(next.getOrDefault(thread, 0));
        next.put(thread, index + 1);
        return index;
    }

    int total() {
        return next.values().stream().mapToInt(Integer::intValue).sum();
    }
}
