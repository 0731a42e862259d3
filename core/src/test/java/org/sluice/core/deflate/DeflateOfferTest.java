package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOfferTest {

    private static final String PMD = "permessage-deflate";
    private static final DeflateOffer BARE = new DeflateOffer(false, false, OptionalInt.empty(), OptionalInt.empty());
    private static final DeflateOffer FULL = new DeflateOffer(true, true, OptionalInt.of(12), OptionalInt.of(11));

    @Test
    void theHeaderSaysWhatIsAskedFor() {
        assertThat(BARE.headerValue()).isEqualTo(PMD);
        assertThat(DeflateOffer.DEFAULT.headerValue()).isEqualTo(PMD + "; client_max_window_bits");
        assertThat(FULL.headerValue())
                .isEqualTo(PMD + "; server_no_context_takeover; client_no_context_takeover;"
                        + " server_max_window_bits=12; client_max_window_bits=11");
    }

    /** What is agreed on, written as an answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PMD|PMD; client_max_window_bits=15",
                "PMD; server_no_context_takeover|PMD; server_no_context_takeover; client_max_window_bits=15",
                "PMD; client_no_context_takeover|PMD; client_no_context_takeover; client_max_window_bits=15",
                "PMD; server_max_window_bits=8|PMD; server_max_window_bits=8; client_max_window_bits=15",
                "PMD; client_max_window_bits=9|PMD; client_max_window_bits=9",
                "PMD; client_max_window_bits=\"15\"|PMD; client_max_window_bits=15"
            })
    void theServerMayChooseWithinTheOffer(String answer, String agreed) throws ExtensionException {
        assertThat(DeflateOffer.DEFAULT.agree(List.of(answer.replace("PMD", PMD))))
                .map(DeflateAgreement::headerValue)
                .hasValue(agreed.replace("PMD", PMD));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server_max_window_bits=12|server_max_window_bits=12; client_max_window_bits=11",
                "server_max_window_bits=8; client_max_window_bits=8|server_max_window_bits=8; client_max_window_bits=8"
            })
    void theClientKeepsToWhatItSaidOfItself(String answer, String agreed) throws ExtensionException {
        assertThat(FULL.agree(List.of(PMD + "; server_no_context_takeover; " + answer)))
                .map(DeflateAgreement::headerValue)
                .hasValue(PMD + "; server_no_context_takeover; client_no_context_takeover; " + agreed);
    }

    @Test
    void anAnswerWithoutExtensionsIsNoCompression() throws ExtensionException {
        assertThat(DeflateOffer.DEFAULT.agree(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PMD",
                "PMD; server_no_context_takeover",
                "PMD; server_max_window_bits=12",
                "PMD; server_no_context_takeover; server_max_window_bits=13",
                "PMD; server_no_context_takeover; server_max_window_bits=12; client_max_window_bits=12"
            })
    void anAnswerThatDoesNotFitTheOfferFailsTheConnection(String answer) {
        assertThatExceptionOfType(ExtensionException.class)
                .isThrownBy(() -> FULL.agree(List.of(answer.replace("PMD", PMD))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PMD; client_max_window_bits=15",
                "PMD; client_max_window_bits=8",
                "PMD; client_max_window_bits",
                "x-other",
                "PMD, x-other",
                "x-other, PMD",
                "PMD, PMD",
                "PMD;",
                ""
            })
    void anAnswerThatWasNotOfferedFailsTheConnection(String answer) {
        assertThatExceptionOfType(ExtensionException.class)
                .isThrownBy(() -> BARE.agree(List.of(answer.replace("PMD", PMD))));
    }

    @Test
    void anAnswerWithWrongParametersFailsTheConnection() {
        for (String wrong : DeflateParametersTest.WRONG) {
            assertThatExceptionOfType(ExtensionException.class)
                    .as(wrong)
                    .isThrownBy(() -> DeflateOffer.DEFAULT.agree(List.of(PMD + "; " + wrong)));
        }
    }

    @Test
    void everyChoiceOfAServerFitsTheOfferItWasMadeFrom() throws ExtensionException {
        for (DeflateOffer offer : List.of(BARE, DeflateOffer.DEFAULT, FULL)) {
            for (DeflatePolicy policy : List.of(
                    DeflatePolicy.DEFAULT,
                    new DeflatePolicy(true, true, 8, 8),
                    new DeflatePolicy(false, true, 13, 14))) {
                DeflateAgreement chosen =
                        policy.choose(List.of(offer.headerValue())).orElseThrow();
                DeflateAgreement agreed =
                        offer.agree(List.of(chosen.headerValue())).orElseThrow();
                assertThat(agreed.serverNoContextTakeover()).isEqualTo(chosen.serverNoContextTakeover());
                assertThat(agreed.clientNoContextTakeover()).isEqualTo(chosen.clientNoContextTakeover());
                assertThat(agreed.serverMaxWindowBits()).isEqualTo(chosen.serverMaxWindowBits());
                assertThat(agreed.clientMaxWindowBits().orElse(15))
                        .isEqualTo(chosen.clientMaxWindowBits().orElse(15));
            }
        }
    }
}
