package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluice.core.credit.CreditOffer.Kind;

class CreditTermsTest {

    private static final CreditOffer OWN = new CreditOffer(Kind.STREAM, 100_000);

    @Test
    void bothHaveToOfferTheSameKind() {
        assertThat(CreditTerms.of(OWN, Optional.empty())).isEmpty();
        assertThat(CreditTerms.of(OWN, Optional.of(new CreditOffer(Kind.MESSAGE, 50_000))))
                .isEmpty();
        assertThat(CreditTerms.of(OWN, Optional.of(new CreditOffer(Kind.STREAM, 50_000))))
                .contains(new CreditTerms(100_000, 50_000, false));
    }

    @Test
    void chunksFitIntoHalfOfThePeersWindow() {
        assertThat(new CreditTerms(1_000_000, 50_000, false).chunk()).isEqualTo(25_000);
        assertThat(new CreditTerms(32_768, 1_000_000, false).chunk()).isEqualTo(65_536);
        assertThat(CreditTerms.ofSubProtocol(1_000_000).chunk()).isEqualTo(16_384);
    }
}
