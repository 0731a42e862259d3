package org.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.core.credit.CreditOffer;
import org.sluice.core.credit.CreditOffer.Kind;
import org.sluice.core.credit.CreditTerms;

class CreditTest {

    private static final CreditOffer OFFER = new CreditOffer(Kind.STREAM, 256 * 1024);

    @Test
    void anAnswerInAnyLetterCaseAgrees() {
        Credit credit = Credit.agreed(OFFER, Map.of("sluice-CREDIT", List.of("1; kind=stream; window=65536")));
        assertThat(credit.terms()).contains(new CreditTerms(256 * 1024, 65536, false));
        assertThat(credit.fault()).isEmpty();
    }

    @Test
    void noAnswerOrOneOfAnotherKindIsNoCredit() {
        for (List<String> values : List.of(
                List.<String>of(), List.of("1; kind=message; window=65536"), List.of("2; kind=stream; window=65536"))) {
            Credit credit = Credit.agreed(OFFER, Map.of("Sluice-Credit", values));
            assertThat(credit.terms()).isEmpty();
            assertThat(credit.fault()).isEmpty();
        }
    }

    @Test
    void aBadAnswerIsAFault() {
        Credit credit = Credit.agreed(OFFER, Map.of("Sluice-Credit", List.of("1; kind=stream; window=1")));
        assertThat(credit.terms()).isEmpty();
        assertThat(credit.fault())
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains("window").hasSizeLessThanOrEqualTo(123));
    }
}
