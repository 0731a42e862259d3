package org.sluice.client.cli;

/** Shows text of others on a terminal without letting it command the terminal: control characters appear as pictures. */
final class Visible {

    private static final char PICTURES = '\u2400';
    private static final char DELETE = '\u007f';
    private static final char PICTURE_OF_DELETE = '\u2421';
    private static final char LAST_OF_C1 = '\u009f';
    private static final char REPLACEMENT = '\ufffd';

    private Visible() {}

    static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(shown((char) c)));
        return shown.toString();
    }

    private static char shown(char c) {
        if (c == '\n' || c == '\t') {
            return c;
        }
        if (c < ' ') {
            return (char) (PICTURES + c);
        }
        if (c == DELETE) {
            return PICTURE_OF_DELETE;
        }
        return c > DELETE && c <= LAST_OF_C1 ? REPLACEMENT : c;
    }
}
