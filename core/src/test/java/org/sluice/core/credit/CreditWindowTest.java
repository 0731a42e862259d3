package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Beside the vectors of docs/flow-control.md. */
class CreditWindowTest {

    @Test
    void grantsThatAreLostRepeatedOrLateDoNoHarm() {
        CreditWindow window = new CreditWindow(40_000);
        window.sent(40_000, true);
        window.granted(80_000);
        window.granted(40_000);
        window.granted(80_000);
        window.granted(0);
        assertThat(window.left()).isEqualTo(40_000);
        window.granted(200_000);
        assertThat(window.left()).as("a total says all that was granted before").isEqualTo(160_000);
    }

    @Test
    void theFirstGrantTellsTheWindowWhereTheHandshakeDoesNot() {
        CreditWindow window = new CreditWindow(0);
        assertThat(window.admits(0, true)).isFalse();
        window.granted(65_536);
        assertThat(window.admits(1_000_000, true)).isTrue();
        window.sent(40_000, true);
        assertThat(window.admits(1_000_000, true))
                .as("half is of the first grant")
                .isFalse();
        window.granted(72_768);
        assertThat(window.admits(1_000_000, true)).isTrue();
    }

    @Test
    void anEmptyFirstGrantAdmitsNothing() {
        CreditWindow window = new CreditWindow(0);
        window.granted(0);
        assertThat(window.admits(0, true)).isFalse();
    }

    @Test
    void itFollowsFromTheFirstGrantOn() {
        CreditWindow window = new CreditWindow(32_768);
        assertThat(window.following()).isFalse();
        window.granted(32_768);
        assertThat(window.following()).isTrue();
        window.fallBack();
        assertThat(window.following())
                .as("a path that brings grants is no reason")
                .isTrue();
    }

    @Test
    void afterTheFallbackItNeverSaysThatItFollows() {
        CreditWindow window = new CreditWindow(32_768);
        window.fallBack();
        window.granted(40_000);
        assertThat(window.following()).isFalse();
    }

    @Test
    void totalsStopAtTheirEndInsteadOfTurningNegative() {
        CreditWindow window = new CreditWindow(32_768);
        window.granted(Long.MAX_VALUE);
        window.sent(Long.MAX_VALUE - 100, true);
        assertThat(window.left()).isEqualTo(100);
        assertThat(window.admits(100, true)).isTrue();
        assertThat(window.admits(101, true)).isFalse();
        window.sent(100, true);
        assertThat(window.admits(0, true)).isFalse();
        window.sent(Long.MAX_VALUE, true);
        assertThat(window.left()).isZero();
    }
}
