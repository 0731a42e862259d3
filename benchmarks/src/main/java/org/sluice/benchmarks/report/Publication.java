package org.sluice.benchmarks.report;

/** The place in a page where the results stand, between two comments; all around it is left as it is. */
public final class Publication {

    /** The line before the results. */
    public static final String BEGIN = "<!-- Written by: ./sluice bench --publish docs/performance.md -->";

    /** The line after them. */
    public static final String END = "<!-- End of what is written -->";

    private Publication() {}

    /**
     * Puts results into a page.
     *
     * @throws IllegalArgumentException if the page has no place for them
     */
    public static String into(String page, String results) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new IllegalArgumentException("the page lacks one of the lines '" + BEGIN + "' and '" + END + "'");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n\n" + results.strip() + "\n\n" + page.substring(end);
    }
}
