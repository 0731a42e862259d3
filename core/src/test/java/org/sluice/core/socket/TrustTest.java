package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrustTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE);
    private final Trust.Caution caution = new Trust.Caution(clock::get);
    private final Trust trust = new Trust(caution);

    private void prove(int runs) {
        for (int run = 0; run < runs; run++) {
            trust.proved(Trust.SHORT.toNanos());
        }
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void everySocketIsTrustedAtFirst() {
        assertThat(trust.isGiven()).isTrue();
        assertThat(trust.isOwed()).isFalse();
    }

    @Test
    void oneThatBlockedProvesItselfForLong() {
        trust.lost(true);
        pass(Trust.Caution.PAUSE);

        prove(Trust.BLOCKED - 1);
        assertThat(trust.isGiven()).isFalse();
        assertThat(trust.isOwed()).isTrue();

        prove(1);
        assertThat(trust.isGiven()).isTrue();
    }

    @Test
    void oneThatWasOnlyBusyProvesItselfForAWhile() {
        trust.lost(false);

        prove(Trust.LONG - 1);
        assertThat(trust.isGiven()).isFalse();

        prove(1);
        assertThat(trust.isGiven()).isTrue();
    }

    @Test
    void aLongRunElsewhereCostsTrustToo() {
        trust.proved(Trust.SHORT.toNanos() + 1);

        assertThat(trust.isGiven()).isFalse();
    }

    @Test
    void nobodyEverOwesMoreThanForOneThatBlocked() {
        for (int run = 0; run < 100; run++) {
            trust.lost(true);
        }
        pass(Trust.Caution.PAUSE);

        prove(Trust.BLOCKED);

        assertThat(trust.isGiven()).isTrue();
    }

    @Test
    void allStayAwayForAMomentAfterOneBlocked() {
        Trust other = new Trust(caution);
        trust.lost(true);

        pass(Trust.Caution.PAUSE.minusNanos(1));
        assertThat(other.isGiven()).isFalse();
        assertThat(other.isOwed()).isFalse();

        clock.incrementAndGet();
        assertThat(other.isGiven()).isTrue();
    }

    @Test
    void nobodyElseStaysAwayAfterOneWasOnlyBusy() {
        trust.lost(false);

        assertThat(new Trust(caution).isGiven()).isTrue();
    }
}
