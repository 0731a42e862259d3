package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.core.credit.SimulatedLink.SECOND;
import static org.sluice.core.credit.SimulatedLink.reads;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The window of a receiver on simulated lines: what it becomes, what it brings, and what it never does. */
class AutomaticWindowTest {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int OFFERED = 256 * KIB;
    private static final int CEILING = 4 * MIB;
    private static final long MILLI = SECOND / 1000;

    /** So fast that the line decides. */
    private static final long FAST = 4L * 1024 * MIB;

    private static final long GIGABIT = 125_000_000;

    @ParameterizedTest
    @ValueSource(longs = {20_000, 100_000, 400_000})
    @DisplayName("a short round trip needs no more than was offered, and has all of the line")
    void aShortRoundTripLeavesTheWindow(long roundTrip) {
        SimulatedLink link = new SimulatedLink(OFFERED, CEILING, roundTrip, GIGABIT, reads(FAST));
        link.runUntil(SECOND);
        assertThat(link.largestWindow()).isLessThan(OFFERED + OFFERED / 2);
        assertThat(link.taken()).isGreaterThan(GIGABIT * 95 / 100);
    }

    @ParameterizedTest
    @CsvSource({"50, 20000000", "50, 40000000", "200, 5000000", "200, 9000000", "10, 125000000"})
    @DisplayName("a line that is longer than the window makes it twice what the line holds, and is full then")
    void aLongLineIsFilled(long roundTripMillis, long rate) {
        SimulatedLink link = new SimulatedLink(OFFERED, CEILING, roundTripMillis * MILLI, rate, reads(FAST));
        link.runUntil(5 * SECOND);
        long before = link.taken();
        link.runUntil(10 * SECOND);
        long holds = rate * roundTripMillis / 1000;
        assertThat((long) link.window()).isBetween(holds * 3 / 2, holds * 5 / 2);
        assertThat(link.taken() - before).as("in five seconds").isGreaterThan(5 * rate * 95 / 100);
    }

    @Test
    @DisplayName("the window grows fast: in some ten round trips from 256 KiB to the ceiling")
    void itGrowsToTheCeilingInSomeRoundTrips() {
        SimulatedLink link = new SimulatedLink(OFFERED, CEILING, 200 * MILLI, GIGABIT, reads(FAST));
        link.runUntil(2 * SECOND);
        assertThat(link.window()).isEqualTo(CEILING);
        long before = link.taken();
        link.runUntil(12 * SECOND);
        assertThat(link.taken() - before)
                .as("a ceiling for each round trip, where 256 KiB would bring a sixteenth")
                .isGreaterThan(50L * CEILING * 85 / 100);
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000, 50 * MILLI, 200 * MILLI})
    @DisplayName("a slow reader keeps the window that was offered, however fast the line is")
    void aSlowReaderNeedsNoMore(long roundTrip) {
        SimulatedLink link = new SimulatedLink(OFFERED, CEILING, roundTrip, 10 * GIGABIT, reads(250_000));
        link.runUntil(60 * SECOND);
        assertThat(link.largestWindow()).isEqualTo(OFFERED);
        assertThat(link.taken()).as("it does not wait for the line").isGreaterThan(60L * 250_000L * 95 / 100);
    }

    @Test
    @DisplayName(
            "a window that begins at 32 KiB grows to the ceiling as well, and is 32 KiB again when the reader is slow")
    void theSmallestFloorIsLeftAndComeBackTo() {
        long[] slowFrom = {Long.MAX_VALUE};
        SimulatedLink[] made = new SimulatedLink[1];
        SimulatedLink link = new SimulatedLink(CreditOffer.MIN_WINDOW, CEILING, 50 * MILLI, GIGABIT, bytes -> reads(
                        made[0].taken() >= slowFrom[0] ? 20_000 : FAST)
                .applyAsLong(bytes));
        made[0] = link;
        link.runUntil(3 * SECOND);
        assertThat(link.window()).isEqualTo(CEILING);
        slowFrom[0] = link.taken();
        link.runUntil(3600 * SECOND);
        assertThat(link.window()).isBetween(CreditOffer.MIN_WINDOW, CreditOffer.MIN_WINDOW + 8);
        assertThat(link.smallestWindow()).isEqualTo(CreditOffer.MIN_WINDOW);
        assertThat(link.ahead()).isLessThanOrEqualTo(CreditOffer.MIN_WINDOW + CreditOffer.MIN_WINDOW / 2);
    }

    @Test
    @DisplayName("a reader that stops is sent the window and no more")
    void aReaderThatStopsIsSentNoMore() {
        long[] stopsAt = {Long.MAX_VALUE};
        SimulatedLink[] made = new SimulatedLink[1];
        SimulatedLink link = new SimulatedLink(
                OFFERED,
                CEILING,
                50 * MILLI,
                GIGABIT,
                bytes -> made[0].taken() >= stopsAt[0]
                        ? 3600 * SECOND
                        : reads(FAST).applyAsLong(bytes));
        made[0] = link;
        link.runUntil(5 * SECOND);
        stopsAt[0] = link.taken();
        link.runUntil(20 * SECOND);
        assertThat(link.ahead()).isGreaterThan(OFFERED).isLessThanOrEqualTo(link.largestWindow());
        assertThat(link.largestWindow()).isLessThanOrEqualTo(CEILING);
    }

    @ParameterizedTest
    @ValueSource(ints = {32 * KIB, 64 * KIB, OFFERED})
    @DisplayName("a ceiling at the window that is offered keeps it as it is")
    void aCeilingAtTheOfferIsAFixedWindow(int window) {
        SimulatedLink link = new SimulatedLink(window, window, 100 * MILLI, GIGABIT, reads(FAST));
        link.runUntil(5 * SECOND);
        assertThat(link.largestWindow()).isEqualTo(window);
        assertThat(link.mostAhead()).isEqualTo(window);
        assertThat(link.taken()).isGreaterThan(45L * window);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @DisplayName(
            "whatever line, reader and messages: between offer and ceiling, nothing taken back, nobody stuck, nobody ahead by more")
    void theBoundsHold(long seed) {
        Random random = new Random(seed);
        int offered = CreditOffer.MIN_WINDOW + random.nextInt(OFFERED);
        int ceiling = offered + random.nextInt(2 * CEILING);
        long roundTrip = 1000 + (long) (random.nextDouble() * random.nextInt(300) * MILLI);
        long rate = 1_000_000L + random.nextInt(1_000_000_000);
        SimulatedLink link = new SimulatedLink(
                offered,
                ceiling,
                roundTrip,
                rate,
                bytes -> random.nextInt(200) == 0 ? random.nextInt(1_000) * MILLI : random.nextInt(3_000_000),
                chunk -> random.nextInt(3) == 0 ? chunk : random.nextInt(offered));
        long before = 0;
        for (int second = 5; second <= 60; second += 5) {
            link.runUntil(second * SECOND);
            assertThat(link.taken()).as("it goes on").isGreaterThan(before);
            before = link.taken();
        }
        assertThat(link.smallestWindow()).isGreaterThanOrEqualTo(offered);
        assertThat(link.largestWindow()).isLessThanOrEqualTo(ceiling);
        // What is granted and not taken is the bound of the memory; a message of more than half the window may begin
        // with half of it.
        assertThat(link.mostAhead()).isLessThanOrEqualTo(link.largestWindow());
        assertThat(link.ahead()).isLessThanOrEqualTo(link.largestWindow() + offered);
    }
}
