package org.sluice.it.table;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What became of the tests of one contract on one container.
 *
 * @param passed how many did
 * @param failed how many did
 * @param reasons why the others were left out
 */
record Cell(int passed, int failed, SortedSet<String> reasons) {

    static final Cell EMPTY = new Cell(0, 0, Collections.emptySortedSet());

    Cell pass() {
        return new Cell(passed + 1, failed, reasons);
    }

    Cell fail() {
        return new Cell(passed, failed + 1, reasons);
    }

    Cell skip(String reason) {
        SortedSet<String> more = new TreeSet<>(reasons);
        more.add(reason);
        return new Cell(passed, failed, Collections.unmodifiableSortedSet(more));
    }
}
