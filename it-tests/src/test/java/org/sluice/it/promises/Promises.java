package org.sluice.it.promises;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What is promised, and what of it is not kept yet, as two lists of lines say. Who proves it is left to {@link TestSources}.
 *
 * @param all in the order of the list
 * @param notYet the numbers of promises without a proof, and why
 */
record Promises(List<Promise> all, SortedMap<Integer, String> notYet) {

    /**
     * One line of the list.
     *
     * @param ids as they are written
     * @param text what is promised
     */
    record Promise(String ids, String text) {

        SortedSet<Integer> numbers() {
            return PromiseIds.in(ids);
        }
    }

    /** Reads both lists; lines that begin with # are comments. */
    static Promises read(List<String> promised, List<String> missing) {
        List<Promise> all = new ArrayList<>();
        for (String line : promised) {
            if (isEntry(line)) {
                String[] parts = parts(line);
                all.add(new Promise(parts[0], parts[1]));
            }
        }
        SortedMap<Integer, String> notYet = new TreeMap<>();
        for (String line : missing) {
            if (isEntry(line)) {
                String[] parts = parts(line);
                PromiseIds.in(parts[0]).forEach(number -> notYet.put(number, parts[1]));
            }
        }
        return new Promises(List.copyOf(all), notYet);
    }

    private static boolean isEntry(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static String[] parts(String line) {
        String[] parts = line.split(" \\| ", 2);
        if (parts.length < 2 || PromiseIds.in(parts[0]).isEmpty()) {
            throw new IllegalArgumentException("A line is \"P12 | text\", but one is: " + line);
        }
        return parts;
    }
}
