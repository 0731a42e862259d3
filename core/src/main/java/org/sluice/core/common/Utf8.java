package org.sluice.core.common;

/** Sizes and cuts of strings as UTF-8. */
public final class Utf8 {

    private Utf8() {}

    /**
     * The length in UTF-8 of the argument {@code text}.
     *
     * @param text any string
     * @return bytes, 0 or more
     * @throws IllegalArgumentException if it has a surrogate without its pair, which has no UTF-8 form
     */
    public static long length(String text) {
        return length("text", text);
    }

    /**
     * The length of a text in UTF-8.
     *
     * @param argument what the text is called where it comes from
     * @param text any string
     * @return bytes, 0 or more
     * @throws IllegalArgumentException if it has a surrogate without its pair, which has no UTF-8 form
     */
    public static long length(String argument, String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += lengthOf(c);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw new IllegalArgumentException(argument + " has a surrogate without its pair at index " + i
                            + ", which has no form in UTF-8; send such data as a binary message");
                }
                bytes += 2;
                i++;
            }
        }
        return bytes;
    }

    /**
     * The length in UTF-8 of a part of a text, which may begin or end inside a surrogate pair.
     *
     * @param part well-formed together with its neighbours
     * @return bytes, 0 or more; the sum over the parts is that of the text
     */
    public static long lengthOfPart(String part) {
        long bytes = 0;
        for (int i = 0; i < part.length(); i++) {
            bytes += lengthOf(part.charAt(i));
        }
        return bytes;
    }

    /** A surrogate stands for half of a character of four bytes. */
    private static int lengthOf(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    /**
     * Where to cut a text.
     *
     * @param text well-formed UTF-16
     * @param from the first character of the part
     * @param mostChars 2 or more
     * @return the index after the part: at most mostChars further, and never inside a surrogate pair
     */
    public static int cut(String text, int from, int mostChars) {
        int end = Math.min(text.length(), from + mostChars);
        return end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }
}
