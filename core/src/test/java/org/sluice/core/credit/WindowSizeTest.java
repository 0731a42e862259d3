package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WindowSizeTest {

    private static final int KIB = 1024;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aSenderThatTheWindowHoldsMakesItGrowToTheCeiling() {
        WindowSize size = new WindowSize(256 * KIB, () -> 4096 * KIB);
        long roundTrip = SECOND / 10;
        int window = 256 * KIB;
        for (int i = 0; i < 10; i++) {
            // One window for each round trip is all that gets through.
            int next = size.measured(window, roundTrip, roundTrip);
            assertThat(next).isEqualTo(Math.min(4096 * KIB, 2 * window));
            window = next;
        }
        assertThat(window).isEqualTo(4096 * KIB);
    }

    @Test
    void aLineThatIsFullStopsTheGrowth() {
        WindowSize size = new WindowSize(256 * KIB, () -> 64 * 1024 * KIB);
        long rate = 10L * 1024 * KIB;
        int window = 0;
        for (int i = 0; i < 20; i++) {
            window = size.measured(rate, SECOND, SECOND / 10);
        }
        assertThat(window)
                .as("twice what a tenth of a second brings, and half the floor")
                .isEqualTo((2048 + 128) * KIB);
    }

    @Test
    void aLineThatBecomesSlowerGivesTheWindowUpByAndBy() {
        WindowSize size = new WindowSize(32 * KIB, () -> 4096 * KIB);
        int window = 0;
        for (int i = 0; i < 20; i++) {
            window = size.measured(4096 * KIB, SECOND, SECOND);
        }
        assertThat(window).isEqualTo(4096 * KIB);
        for (int i = 0; i < 200; i++) {
            int next = size.measured(1024 * KIB, SECOND, SECOND / 10_000);
            assertThat(next).isLessThanOrEqualTo(window).isGreaterThanOrEqualTo(window - window / 8);
            window = next;
        }
        assertThat(window).isBetween(32 * KIB, 32 * KIB + 8);
    }

    @Test
    void nonsenseAndOverflowAreHarmless() {
        WindowSize size = new WindowSize(256 * KIB, () -> CreditOffer.MAX_WINDOW);
        assertThat(size.measured(1, 0, 1)).isEqualTo(256 * KIB);
        assertThat(size.measured(1, -1, 1)).isEqualTo(256 * KIB);
        assertThat(size.measured(-1, 1, 1)).isEqualTo(256 * KIB);
        assertThat(size.measured(1, 1, -1)).isEqualTo(256 * KIB);
        int window = 0;
        for (int i = 0; i < 40; i++) {
            window = size.measured(Long.MAX_VALUE, 1, Long.MAX_VALUE);
        }
        assertThat(window).isEqualTo(CreditOffer.MAX_WINDOW);
    }

    @Test
    void aCeilingUnderTheFloorIsTheFloor() {
        WindowSize size = new WindowSize(256 * KIB, () -> 64 * KIB);
        for (int i = 0; i < 10; i++) {
            assertThat(size.measured(Long.MAX_VALUE, 1, SECOND)).isEqualTo(256 * KIB);
            assertThat(size.measured(0, SECOND, 1)).isEqualTo(256 * KIB);
        }
    }

    @Test
    void theCeilingMayChange() {
        AtomicInteger ceiling = new AtomicInteger(256 * KIB);
        WindowSize size = new WindowSize(256 * KIB, ceiling::get);
        assertThat(size.measured(Long.MAX_VALUE, 1, SECOND)).isEqualTo(256 * KIB);
        ceiling.set(300 * KIB);
        assertThat(size.measured(Long.MAX_VALUE, 1, SECOND)).isEqualTo(300 * KIB);
    }
}
