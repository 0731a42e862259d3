package org.sluice.it.promises;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the ids of promises, such as P12 or P20-P25, out of a text. Which promises there are is left to {@link Promises}. */
final class PromiseIds {

    private static final Pattern ID = Pattern.compile("\\bP(\\d{1,2})(?:-P(\\d{1,2}))?\\b");

    private static final Pattern LEADING = Pattern.compile("^(?:P\\d{1,2}(?:-P\\d{1,2})?[ ,:]+)+");

    private PromiseIds() {}

    /** The numbers of all ids in a text, ranges spread out. */
    static SortedSet<Integer> in(String text) {
        SortedSet<Integer> numbers = new TreeSet<>();
        ID.matcher(text).results().forEach(id -> addAll(id, numbers));
        return numbers;
    }

    private static void addAll(MatchResult id, SortedSet<Integer> numbers) {
        int first = Integer.parseInt(id.group(1));
        int last = id.group(2) == null ? first : Integer.parseInt(id.group(2));
        for (int number = first; number <= last; number++) {
            numbers.add(number);
        }
    }

    /** A name without the ids that it begins with. */
    static String without(String name) {
        return LEADING.matcher(name).replaceFirst("");
    }
}
