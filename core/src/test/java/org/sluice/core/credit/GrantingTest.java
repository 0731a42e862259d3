package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Beside the vectors of docs/flow-control.md. */
class GrantingTest {

    private static final int WINDOW = 65_536;

    @Test
    void theFirstGrantIsTheWindow() {
        assertThat(Receivers.fixed(WINDOW, true).grant()).isEqualTo(WINDOW);
        assertThat(Receivers.fixed(WINDOW, false).grant()).isEqualTo(WINDOW);
    }

    @Test
    void nothingIsGrantedBeforeTheFirstGrantWhereTheHandshakeSaysNothing() {
        Granting early = Receivers.fixed(WINDOW, false);
        assertThatThrownBy(() -> early.received(0, true)).isInstanceOf(CreditException.class);
        Granting late = Receivers.fixed(WINDOW, false);
        late.grant();
        assertThat(cost(late, WINDOW)).isEqualTo(WINDOW);
    }

    @Test
    void aPeerThatHasNotSeenAGrantIsNotBound() {
        Granting granting = Receivers.fixed(WINDOW, true);
        for (int i = 0; i < 10; i++) {
            assertThat(cost(granting, WINDOW)).isEqualTo(WINDOW);
        }
    }

    @Test
    void theCostOfAllPartsIsTheCostOfTheMessage() throws CreditException {
        Granting granting = Receivers.fixed(WINDOW, true);
        long cost = granting.received(10, false) + granting.received(0, false) + granting.received(3, true);
        assertThat(cost).isEqualTo(64);
        assertThat(granting.received(0, false) + granting.received(1_000, false) + granting.received(0, true))
                .isEqualTo(1_000);
    }

    @Test
    void aLargerWindowGrantsMoreAndASmallerOneTakesNothingBack() {
        Granting granting = Receivers.fixed(WINDOW, true);
        granting.resize(4 * WINDOW);
        assertThat(granting.taken(0)).isTrue();
        assertThat(granting.grant()).isEqualTo(4 * WINDOW);
        granting.resize(1);
        assertThat(granting.window()).as("never below what was offered").isEqualTo(WINDOW);
        assertThat(granting.grant()).isEqualTo(4 * WINDOW);
        assertThat(granting.taken(3 * WINDOW)).isFalse();
        assertThat(granting.taken(WINDOW / 2)).isTrue();
        assertThat(granting.grant()).isEqualTo(4 * WINDOW + WINDOW / 2);
    }

    @Test
    void totalsStopAtTheirEndInsteadOfTurningNegative() {
        Granting granting = Receivers.fixed(WINDOW, true);
        granting.taken(Long.MAX_VALUE - 10);
        assertThat(granting.grant()).isEqualTo(Long.MAX_VALUE);
        granting.peerFollows();
        assertThat(cost(granting, Long.MAX_VALUE - 5)).isEqualTo(Long.MAX_VALUE - 5);
        assertThat(cost(granting, 100)).isEqualTo(100);
        assertThat(granting.taken(100)).isFalse();
        assertThat(granting.grant()).isEqualTo(Long.MAX_VALUE);
    }

    private static long cost(Granting granting, long bytes) {
        try {
            return granting.received(bytes, true);
        } catch (CreditException e) {
            throw new AssertionError(e);
        }
    }
}
