package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.credit.CreditOffer.Kind;

class CreditOfferTest {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsOfferedIsRead(Kind kind) throws CreditException {
        for (int window : new int[] {CreditOffer.MIN_WINDOW, 262144, CreditOffer.MAX_WINDOW}) {
            CreditOffer offer = new CreditOffer(kind, window);
            assertThat(CreditOffer.read(List.of(offer.headerValue()))).contains(offer);
        }
    }

    @Test
    void thePageShowsWhatIsSent() {
        assertThat(new CreditOffer(Kind.STREAM, 262144).headerValue()).isEqualTo("1; kind=stream; window=262144");
    }

    @Test
    void noHeaderIsNoOffer() throws CreditException {
        assertThat(CreditOffer.read(List.of())).isEmpty();
    }

    @Test
    void twoHeadersAreRefused() {
        String value = new CreditOffer(Kind.STREAM, 65536).headerValue();
        assertThatThrownBy(() -> CreditOffer.read(List.of(value, value)))
                .isInstanceOf(CreditException.class)
                .hasMessageContaining("more than once");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 32767, (1 << 30) + 1, Integer.MAX_VALUE})
    void aWindowOutOfBoundsCannotBeOffered(int window) {
        assertThatThrownBy(() -> new CreditOffer(Kind.MESSAGE, window))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("window");
    }

    @Test
    void thePeersWordsAreNotRepeatedToIt() {
        assertThatThrownBy(() -> CreditOffer.read(List.of("1; kind=<script>; window=65536")))
                .isInstanceOf(CreditException.class)
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("script").hasSizeLessThanOrEqualTo(123));
    }
}
