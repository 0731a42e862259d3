package org.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.doubles.FakeSession;

/** Each order of two handshakes and the openings of their sessions, where both have the same user properties and where each has its own. */
class AgreedCreditTest {

    private static final Optional<CreditTerms> CREDIT = Optional.of(new CreditTerms(262_144, 65_536, false));
    private static final Optional<CreditTerms> OTHER = Optional.of(new CreditTerms(262_144, 32_768, false));
    private static final Optional<CreditTerms> NONE = Optional.empty();
    private static final long NOW = Long.MAX_VALUE - 5;

    private final Map<String, Object> shared = new HashMap<>();

    private static AgreedCredit open(Map<String, Object> properties) {
        FakeSession session = new FakeSession();
        session.session().getUserProperties().putAll(properties);
        return AgreedCredit.of(session.session());
    }

    private static void assertServedWithoutCredit(AgreedCredit agreed) {
        assertThat(agreed.terms()).isEmpty();
        assertThat(agreed.inDoubt(NOW)).isFalse();
    }

    private static void assertRefused(AgreedCredit agreed) {
        assertThat(agreed.terms()).isEmpty();
        assertThat(agreed.inDoubt(NOW)).isTrue();
    }

    @Test
    void whereEachHandshakeHasItsPropertiesEachSessionGetsItsOwn() {
        Map<String, Object> first = new HashMap<>();
        Map<String, Object> second = new HashMap<>();
        Map<String, Object> third = new HashMap<>();
        assertThat(AgreedCredit.keep(first, CREDIT, NOW)).isEqualTo(CREDIT);
        assertThat(AgreedCredit.keep(second, NONE, NOW)).isEmpty();
        assertThat(AgreedCredit.keep(third, OTHER, NOW)).isEqualTo(OTHER);
        assertThat(open(third).terms()).isEqualTo(OTHER);
        assertServedWithoutCredit(open(second));
        assertThat(open(first).terms()).isEqualTo(CREDIT);
        assertThat(open(first).inDoubt(NOW)).isFalse();
    }

    @Test
    void aSessionForWhichNobodyKeptAnythingHasNone() {
        assertServedWithoutCredit(open(Map.of()));
    }

    @Test
    void aSessionThatOpensBeforeTheNextHandshakeKeepsWhatItGot() {
        assertThat(AgreedCredit.keep(shared, CREDIT, NOW)).isEqualTo(CREDIT);
        AgreedCredit first = open(shared);
        assertThat(AgreedCredit.keep(shared, OTHER, NOW)).isEmpty();
        assertServedWithoutCredit(open(shared));
        assertThat(AgreedCredit.keep(shared, CREDIT, NOW)).isEmpty();
        assertServedWithoutCredit(open(shared));
        assertThat(first.terms()).isEqualTo(CREDIT);
        assertThat(first.inDoubt(NOW)).isFalse();
    }

    @Test
    void aHandshakeBetweenAnAnswerWithCreditAndItsSessionPutsAllThatOpenSoonInDoubt() {
        assertThat(AgreedCredit.keep(shared, CREDIT, NOW)).isEqualTo(CREDIT);
        assertThat(AgreedCredit.keep(shared, NONE, NOW + 1)).isEmpty();
        assertRefused(open(shared));
        assertThat(AgreedCredit.keep(shared, CREDIT, NOW + 2)).isEmpty();
        assertRefused(open(shared));
        assertRefused(open(shared));
    }

    @Test
    void theDoubtEndsWhenThatSessionCanNoMoreBeOnItsWay() {
        assertThat(AgreedCredit.keep(shared, CREDIT, NOW)).isEqualTo(CREDIT);
        assertThat(AgreedCredit.keep(shared, NONE, NOW)).isEmpty();
        AgreedCredit later = open(shared);
        long settled = NOW + AgreedCredit.OPENING.toNanos();
        assertThat(later.inDoubt(settled - 1)).isTrue();
        assertThat(later.inDoubt(settled)).isFalse();
        assertThat(later.terms()).isEmpty();
    }

    @Test
    void answersWithoutCreditCannotBeMixedUp() {
        assertThat(AgreedCredit.keep(shared, NONE, NOW)).isEmpty();
        assertThat(AgreedCredit.keep(shared, CREDIT, NOW)).isEmpty();
        assertServedWithoutCredit(open(shared));
        assertServedWithoutCredit(open(shared));
    }
}
