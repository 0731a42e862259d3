package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.frame.Role;

class DeflateParametersTest {

    /** Wrong in an offer, for which a server declines it, and in an answer, for which a client fails the connection. */
    static final List<String> WRONG = List.of(
            "unknown",
            "unknown=1",
            "Server_No_Context_Takeover",
            "server_no_context_takeover=1",
            "server_no_context_takeover=true",
            "client_no_context_takeover=\"x\"",
            "server_no_context_takeover; server_no_context_takeover",
            "client_no_context_takeover; server_no_context_takeover; client_no_context_takeover",
            "server_max_window_bits",
            "server_max_window_bits=7",
            "server_max_window_bits=16",
            "server_max_window_bits=08",
            "server_max_window_bits=+8",
            "server_max_window_bits=-8",
            "server_max_window_bits=8.0",
            "server_max_window_bits=0x8",
            "server_max_window_bits=100000000000000000000",
            "server_max_window_bits=10; server_max_window_bits=10",
            "client_max_window_bits=7",
            "client_max_window_bits=16",
            "client_max_window_bits=010",
            "client_max_window_bits=10; client_max_window_bits=10");

    @Test
    void aParameterThatIsUnknownRepeatedOrWrongIsRefused() throws ExtensionException {
        for (String wrong : WRONG) {
            Extension extension = extension(wrong);
            assertThat(DeflateParameters.ofOffer(extension)).as(wrong).isEmpty();
            assertThat(DeflateParameters.ofAnswer(extension)).as(wrong).isEmpty();
        }
    }

    @Test
    void onlyAnOfferMayNameTheClientsWindowWithoutAValue() throws ExtensionException {
        Extension extension = extension("client_max_window_bits");

        assertThat(DeflateParameters.ofAnswer(extension)).isEmpty();
        assertThat(DeflateParameters.ofOffer(extension))
                .map(DeflateParameters::offer)
                .hasValue("permessage-deflate; client_max_window_bits");
        assertThat(DeflateParameters.ofOffer(extension("client_max_window_bits; client_max_window_bits")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server_no_context_takeover|15|false|15|true",
                "client_no_context_takeover|15|true|15|false",
                "server_max_window_bits=8|8|true|15|true",
                "client_max_window_bits=\"9\"|15|true|9|true",
                "client_max_window_bits=10; server_max_window_bits=15|15|true|10|true",
            })
    void eachSideHasItsWindowAndItsTakeover(
            String text, int serverBits, boolean serverTakesOver, int clientBits, boolean clientTakesOver)
            throws ExtensionException {
        DeflateParameters parameters =
                DeflateParameters.ofAnswer(extension(text)).orElseThrow();

        assertThat(parameters.windowBits(Role.SERVER)).isEqualTo(serverBits);
        assertThat(parameters.takesOver(Role.SERVER)).isEqualTo(serverTakesOver);
        assertThat(parameters.windowBits(Role.CLIENT)).isEqualTo(clientBits);
        assertThat(parameters.takesOver(Role.CLIENT)).isEqualTo(clientTakesOver);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws ExtensionException {
        for (boolean server : new boolean[] {false, true}) {
            for (boolean client : new boolean[] {false, true}) {
                for (int serverBits = 7; serverBits <= 15; serverBits++) {
                    for (int clientBits = 7; clientBits <= 15; clientBits++) {
                        DeflateParameters written =
                                new DeflateParameters(server, client, bits(serverBits), bits(clientBits));
                        Extension offer =
                                ExtensionHeader.read(List.of(written.offer())).get(0);
                        Extension answer =
                                ExtensionHeader.read(List.of(written.answer())).get(0);
                        assertThat(DeflateParameters.ofOffer(offer)).hasValue(written);
                        assertThat(DeflateParameters.ofAnswer(answer)).hasValue(written);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 7, 16})
    void thereIsNoOtherWindow(int bits) {
        OptionalInt wrong = OptionalInt.of(bits);
        OptionalInt none = OptionalInt.empty();

        assertThatIllegalArgumentException().isThrownBy(() -> new DeflateOffer(false, false, wrong, none));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflateOffer(false, false, none, wrong));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflateAgreement(false, false, wrong, none));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflatePolicy(false, false, bits, 15));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflatePolicy(false, false, 15, bits));
    }

    /** None for 7. */
    private static OptionalInt bits(int bits) {
        return bits == 7 ? OptionalInt.empty() : OptionalInt.of(bits);
    }

    private static Extension extension(String parameters) throws ExtensionException {
        return ExtensionHeader.read(List.of("permessage-deflate; " + parameters))
                .get(0);
    }
}
