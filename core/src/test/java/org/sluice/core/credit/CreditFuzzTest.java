package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Any bytes at all end in a grant, in none, or in the documented error. Runs over its kept inputs as a test; with {@code JAZZER_FUZZ=1} in the
 * environment it looks for new ones.
 */
class CreditFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void pongsEndInAGrantOrInADocumentedError(FuzzedDataProvider data) {
        byte[] payload = data.consumeRemainingAsBytes();
        try {
            Optional<Grant> grant = Grant.read(ByteBuffer.wrap(payload));
            grant.ifPresent(read -> {
                byte[] again = read.payload().array();
                assertThat(again).hasSameSizeAs(payload);
                // The bits that are passed over need not be the same.
                again[4] = payload[4];
                System.arraycopy(payload, 5, again, 5, 3);
                assertThat(again).isEqualTo(payload);
            });
        } catch (CreditException e) {
            assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(123);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void textsEndInAGrantOrInADocumentedError(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertThat(Grant.readText(text).text()).isEqualTo(text);
        } catch (CreditException e) {
            assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(123);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void headersEndInAnOfferOrInADocumentedError(FuzzedDataProvider data) throws CreditException {
        String value = data.consumeRemainingAsString();
        Optional<CreditOffer> offer;
        try {
            offer = CreditOffer.read(List.of(value));
        } catch (CreditException e) {
            assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(123);
            return;
        }
        assertThat(CreditOffer.read(offer.map(CreditOffer::headerValue).stream().toList()))
                .isEqualTo(offer);
    }
}
