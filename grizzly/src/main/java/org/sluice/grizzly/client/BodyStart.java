package org.sluice.grizzly.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Takes the first bytes of an answer's body out of its framing (RFC 9112, 6 and 7), for somebody to read; what is malformed just ends
 * it. Pure.
 */
final class BodyStart {

    private static final int LONGEST_SIZE = 8;

    private final int most;
    private final boolean chunked;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final StringBuilder size = new StringBuilder();
    private boolean inSize = true;
    private boolean complete;
    /** Of the body, or of the chunk and the line end behind it. */
    private long left;

    /**
     * For a body.
     *
     * @param head before it
     * @param most bytes to keep
     */
    BodyStart(ResponseHead head, int most) {
        this.most = most;
        chunked = head.value("Transfer-Encoding")
                .filter(value -> value.equalsIgnoreCase("chunked"))
                .isPresent();
        left = head.value("Content-Length")
                .filter(value -> value.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .orElse(Long.MAX_VALUE);
        complete = (!chunked && left == 0) || head.status() == 204 || head.status() == 304;
    }

    /**
     * Takes what came.
     *
     * @return true where nothing more is of interest
     */
    boolean take(ByteBuffer in) {
        while (!complete && in.hasRemaining()) {
            byte next = in.get();
            if (!chunked) {
                keep(next);
                complete |= --left == 0;
            } else if (inSize) {
                sizePart((char) (next & 0xFF));
            } else {
                if (left > 2) {
                    keep(next);
                }
                inSize = --left == 0;
            }
        }
        return complete;
    }

    private void keep(byte next) {
        body.write(next);
        complete = body.size() >= most;
    }

    private void sizePart(char next) {
        if (next != '\n') {
            size.append(next);
            complete = size.length() > 256;
            return;
        }
        String digits = size.toString().split("[;\r]", 2)[0].strip();
        size.setLength(0);
        if (!digits.matches("[0-9a-fA-F]{1," + LONGEST_SIZE + "}") || Long.parseLong(digits, 16) == 0) {
            complete = true;
            return;
        }
        left = Long.parseLong(digits, 16) + 2;
        inSize = false;
    }

    boolean isComplete() {
        return complete;
    }

    byte[] bytes() {
        return body.toByteArray();
    }
}
