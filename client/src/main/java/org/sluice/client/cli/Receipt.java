package org.sluice.client.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an endpoint such as {@code /stream/discard} says it received. */
record Receipt(long bytes, String crc32c) {

    private static final Pattern FORM = Pattern.compile(
            "\\s*\\{\\s*\"bytes\"\\s*:\\s*(\\d{1,18})\\s*,\\s*\"crc32c\"\\s*:\\s*\"([0-9a-f]{8})\"\\s*}\\s*");

    /** The receipt, if the answer is one. */
    static Optional<Receipt> in(String answer) {
        Matcher form = FORM.matcher(answer);
        return form.matches()
                ? Optional.of(new Receipt(Long.parseLong(form.group(1)), form.group(2)))
                : Optional.empty();
    }
}
