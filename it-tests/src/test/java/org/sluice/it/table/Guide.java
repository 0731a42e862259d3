package org.sluice.it.table;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page that holds the table, between two markers; all else on it is written by hand. */
final class Guide {

    static final String BEGIN = "<!-- The table is written by the build: mvn verify -Pall-containers -->\n";
    static final String END = "<!-- End of the table -->";

    private static final Pattern ROW = Pattern.compile("^\\| ([a-z][^ |]*) ", Pattern.MULTILINE);

    private Guide() {}

    /** The names of the containers in the table of a page, which are the first cells of its lines. */
    static Set<String> containers(String page) {
        Set<String> names = ROW.matcher(between(page))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        names.remove("profile");
        return names;
    }

    /** The page with another table. */
    static String with(String page, String table) {
        String old = between(page);
        int at = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, at) + "\n" + table + "\n" + page.substring(at + old.length());
    }

    private static String between(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("The page lacks the lines " + BEGIN + " and " + END);
        }
        return page.substring(begin + BEGIN.length(), end);
    }
}
