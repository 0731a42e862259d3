package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.frame.FrameException;

/**
 * Any bytes at all end in a message or in a documented error, in the same one however they are cut, and within the limits. Runs over its
 * kept inputs as a test; with {@code JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
class DeflateFuzzTest {

    private static final int LIMIT = 10_000;

    @FuzzTest(maxDuration = "1m")
    void bytesEndInMessagesOrInADocumentedError(FuzzedDataProvider data) {
        boolean takeover = data.consumeBoolean();
        int bits = data.consumeInt(8, 15);
        int cut = data.consumeInt(1, 20);
        int room = data.consumeInt(1, 300);
        int first = data.consumeInt(0, 200);
        byte[] one = data.consumeBytes(first);
        byte[] two = data.consumeRemainingAsBytes();

        assertThat(outcome(bits, takeover, one, two, cut, room))
                .isEqualTo(outcome(bits, takeover, one, two, one.length + two.length + 1, 8192));
        withinTheLimits(new MessageInflater(bits, takeover, new InflateLimits(LIMIT, 50, LIMIT / 2)), one, room);
    }

    @FuzzTest(maxDuration = "1m")
    void messagesComeBackAsTheyWere(FuzzedDataProvider data) throws FrameException {
        boolean takeover = data.consumeBoolean();
        int bits = data.consumeInt(8, 15);
        MessageDeflater deflater = new MessageDeflater(bits, takeover, new DeflateOptions(data.consumeInt(-1, 9), 0));
        MessageInflater inflater = new MessageInflater(bits, takeover, Payloads.NO_LIMITS);
        try {
            while (data.remainingBytes() > 0) {
                int cut = data.consumeInt(1, 600);
                int room = data.consumeInt(1, 300);
                byte[] seed = data.consumeBytes(data.consumeInt(0, 300));
                byte[] message = repeated(seed, data.consumeInt(1, 20));
                byte[] payload = Payloads.compress(deflater, Payloads.parts(message, cut), room);
                assertThat(Payloads.inflate(inflater, Payloads.parts(payload, cut), room))
                        .isEqualTo(message);
            }
        } finally {
            deflater.end();
            inflater.end();
        }
    }

    @FuzzTest(maxDuration = "1m")
    void headersEndInAnAgreementOrInADocumentedError(FuzzedDataProvider data) {
        String header = data.consumeRemainingAsString();
        String named = "permessage-deflate" + header;
        for (String value : List.of(header, named)) {
            String agreed = chosen(value);
            if (agreed.startsWith("permessage-deflate")) {
                // What a server answers is no offer that it would not take.
                assertThat(chosen(agreed)).startsWith("permessage-deflate");
            }
            assertThat(judged(value)).isNotNull();
        }
    }

    /** A few fixed ones, so that the tests above are seen to compare something even without kept inputs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void theOutcomeHoldsMessagesAndErrors(int cut) {
        byte[] hello = Payloads.hex("f248cdc9c90700");

        assertThat(outcome(15, true, hello, Payloads.hex("f200110000"), cut, 2)).isEqualTo("48656c6c6f 48656c6c6f");
        assertThat(outcome(15, false, hello, Payloads.hex("f200110000"), cut, 2))
                .isEqualTo("48656c6c6f 1007");
        assertThat(chosen("; server_max_window_bits=9, permessage-deflate")).startsWith("refused");
        assertThat(chosen("x, permessage-deflate; server_max_window_bits=9"))
                .isEqualTo("permessage-deflate; server_max_window_bits=9");
        assertThat(judged("permessage-deflate; server_max_window_bits=9")).contains("bits=9");
        assertThat(judged("x")).startsWith("refused");
    }

    private static String outcome(int bits, boolean takeover, byte[] one, byte[] two, int cut, int room) {
        MessageInflater inflater = new MessageInflater(bits, takeover, Payloads.NO_LIMITS);
        StringBuilder outcome = new StringBuilder();
        try {
            outcome.append(Payloads.hex(Payloads.inflate(inflater, Payloads.parts(one, cut), room)));
            outcome.append(' ');
            outcome.append(Payloads.hex(Payloads.inflate(inflater, Payloads.parts(two, cut), room)));
        } catch (FrameException e) {
            assertThat(e.closeCode()).isEqualTo(1007);
            outcome.append(e.closeCode());
        } finally {
            inflater.end();
        }
        return outcome.toString();
    }

    private static void withinTheLimits(MessageInflater inflater, byte[] payload, int room) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        ByteBuffer to = ByteBuffer.allocate(room);
        long given = 0;
        try {
            while (!inflater.inflate(in, true, to)) {
                given += to.position();
                to.clear();
            }
            given += to.position();
        } catch (FrameException e) {
            assertThat(e.closeCode()).isIn(1007, 1009);
        } finally {
            inflater.end();
        }
        assertThat(given).isLessThanOrEqualTo(LIMIT);
    }

    private static String chosen(String header) {
        try {
            return DeflatePolicy.DEFAULT
                    .choose(List.of(header))
                    .map(DeflateAgreement::headerValue)
                    .orElse("none");
        } catch (ExtensionException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static String judged(String header) {
        try {
            return DeflateOffer.DEFAULT
                    .agree(List.of(header))
                    .map(DeflateAgreement::headerValue)
                    .orElse("none");
        } catch (ExtensionException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static byte[] repeated(byte[] seed, int times) {
        byte[] whole = new byte[seed.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(seed, 0, whole, i * seed.length, seed.length);
        }
        return whole;
    }
}
