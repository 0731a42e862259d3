package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Any bytes at all end in a head, in a wait for more or in a documented error, and in the same one however they are cut. Runs over its
 * kept inputs as a test; with {@code JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
class ResponseFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void bytesEndInAHeadOrInADocumentedError(FuzzedDataProvider data) {
        int cut = data.consumeInt(1, 20);
        boolean begun = data.consumeBoolean();
        byte[] rest = data.consumeRemainingAsBytes();
        byte[] begin = begun ? "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII) : new byte[0];
        byte[] wire = ByteBuffer.allocate(begin.length + rest.length)
                .put(begin)
                .put(rest)
                .array();

        assertThat(outcome(wire, cut)).isEqualTo(outcome(wire, wire.length + 1));
    }

    /** A few fixed ones, so that the test above is seen to compare something even without kept inputs. */
    @Test
    void theOutcomeHoldsHeadsAndErrors() {
        assertThat(outcome("HTTP/1.1 200 OK\r\nA: b\r\n\r\nrest".getBytes(StandardCharsets.US_ASCII), 3))
                .isEqualTo("ResponseHead[status=200, reason=OK, fields=[Field[name=A, value=b]]], then 4");
        assertThat(outcome("HTTP/1.1 200 OK\r\nA".getBytes(StandardCharsets.US_ASCII), 3))
                .isEqualTo("waits");
        assertThat(outcome("GET".getBytes(StandardCharsets.US_ASCII), 3)).startsWith("The server does not answer");
    }

    private static String outcome(byte[] wire, int cut) {
        ResponseParser parser = new ResponseParser();
        try {
            for (int from = 0; from < wire.length; from += cut) {
                ByteBuffer part = ByteBuffer.wrap(wire, from, Math.min(cut, wire.length - from));
                if (parser.parse(part)) {
                    assertThat(parser.head().status()).matches(status -> status == 101 || status >= 200);
                    assertThat(parser.head().status()).isLessThan(600);
                    return parser.head() + ", then " + (wire.length - part.position());
                }
            }
            return "waits";
        } catch (ProtocolException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
