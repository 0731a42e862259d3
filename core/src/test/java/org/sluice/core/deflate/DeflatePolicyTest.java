package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeflatePolicyTest {

    private static final String PMD = "permessage-deflate";

    /** The examples of RFC 7692, 7.1.3, among them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PMD|PMD",
                "PMD; client_max_window_bits|PMD",
                "PMD; client_max_window_bits=15|PMD",
                "PMD; client_max_window_bits=10|PMD; client_max_window_bits=10",
                "PMD; client_max_window_bits; server_max_window_bits=10|PMD; server_max_window_bits=10",
                "PMD; server_max_window_bits=15|PMD; server_max_window_bits=15",
                "PMD; server_max_window_bits=\"8\"|PMD; server_max_window_bits=8",
                "PMD; server_no_context_takeover|PMD; server_no_context_takeover",
                "PMD; client_no_context_takeover|PMD; client_no_context_takeover",
                "x-unknown; a=b, PMD, y|PMD",
                "PMD; what, PMD; server_max_window_bits=11, PMD|PMD; server_max_window_bits=11",
                "PMD; client_max_window_bits; server_max_window_bits=10, PMD; client_max_window_bits"
                        + "|PMD; server_max_window_bits=10"
            })
    void theFirstOfferThatIsRightIsAccepted(String offers, String answer) throws ExtensionException {
        assertThat(DeflatePolicy.DEFAULT.choose(List.of(offers.replace("PMD", PMD))))
                .map(DeflateAgreement::headerValue)
                .hasValue(answer.replace("PMD", PMD));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PMD|PMD; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12",
                "PMD; client_max_window_bits; server_max_window_bits=9"
                        + "|PMD; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9;"
                        + " client_max_window_bits=11",
                "PMD; client_max_window_bits=13; server_max_window_bits=13"
                        + "|PMD; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12;"
                        + " client_max_window_bits=11",
                "PMD; client_max_window_bits=8"
                        + "|PMD; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12;"
                        + " client_max_window_bits=8"
            })
    void theServersWishesAndTheOffersAreBothKept(String offer, String answer) throws ExtensionException {
        DeflatePolicy policy = new DeflatePolicy(true, true, 12, 11);

        assertThat(policy.choose(List.of(offer.replace("PMD", PMD))))
                .map(DeflateAgreement::headerValue)
                .hasValue(answer.replace("PMD", PMD));
    }

    @Test
    void offersThatAreWrongAreDeclined() throws ExtensionException {
        for (String wrong : DeflateParametersTest.WRONG) {
            assertThat(DeflatePolicy.DEFAULT.choose(List.of(PMD + "; " + wrong)))
                    .as(wrong)
                    .isEmpty();
            assertThat(DeflatePolicy.DEFAULT.choose(List.of(PMD + "; " + wrong, PMD)))
                    .as(wrong)
                    .map(DeflateAgreement::headerValue)
                    .hasValue(PMD);
        }
    }

    @Test
    void withoutAnOfferNothingIsAgreed() throws ExtensionException {
        assertThat(DeflatePolicy.DEFAULT.choose(List.of())).isEmpty();
        assertThat(DeflatePolicy.DEFAULT.choose(List.of("x-webkit-deflate-frame, permessage-bzip2")))
                .isEmpty();
    }

    @Test
    void malformedOffersRefuseTheHandshake() {
        assertThatExceptionOfType(ExtensionException.class)
                .isThrownBy(() -> DeflatePolicy.DEFAULT.choose(List.of(PMD, PMD + ";")));
    }
}
