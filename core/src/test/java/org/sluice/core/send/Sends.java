package org.sluice.core.send;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Utf8;

/** Short names for what the tests of this package send. */
final class Sends {

    private Sends() {}

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    static Deadline over() {
        return Deadline.in(Duration.ofMillis(1));
    }

    static Outgoing text(String text) {
        return Outgoing.text(text, Utf8.length(text), true);
    }

    static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    static Outgoing part(String text, boolean last) {
        return Outgoing.binary(bytes(text), last);
    }

    static Outgoing bytes(int size) {
        return Outgoing.binary(ByteBuffer.allocate(size), true);
    }
}
