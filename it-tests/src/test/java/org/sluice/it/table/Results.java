package org.sluice.it.table;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The outcomes of all tests that were run on containers, by container and contract. */
final class Results {

    private final SortedMap<String, SortedMap<String, Cell>> rows = new TreeMap<>();

    void add(String container, String contract, UnaryOperator<Cell> outcome) {
        rows.computeIfAbsent(container, name -> new TreeMap<>())
                .merge(contract, outcome.apply(Cell.EMPTY), (before, first) -> outcome.apply(before));
    }

    SortedSet<String> containers() {
        return new TreeSet<>(rows.keySet());
    }

    SortedSet<String> contracts() {
        SortedSet<String> names = new TreeSet<>();
        rows.values().forEach(cells -> names.addAll(cells.keySet()));
        return names;
    }

    /** What became of a contract on a container; the empty cell if none of its tests was run there. */
    Cell cell(String container, String contract) {
        return rows.getOrDefault(container, Collections.emptySortedMap()).getOrDefault(contract, Cell.EMPTY);
    }

    boolean anyFailed() {
        return rows.values().stream().flatMap(cells -> cells.values().stream()).anyMatch(cell -> cell.failed() > 0);
    }
}
