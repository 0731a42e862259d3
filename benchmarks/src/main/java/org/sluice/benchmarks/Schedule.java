package org.sluice.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In which order the peers of a round run, so that none is always first, last, or behind the same other one. */
final class Schedule {

    private Schedule() {}

    /** Each round begins one further, and every second one goes backwards. */
    static <T> List<T> order(List<T> peers, int round) {
        List<T> order = new ArrayList<>(peers);
        Collections.rotate(order, -(round / 2));
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
