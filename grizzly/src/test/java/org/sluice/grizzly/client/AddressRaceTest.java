package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("P69-P75: addresses are raced as in RFC 8305, each with a deadline of its own")
class AddressRaceTest {

    private static final long MS = 1_000_000;

    private final AddressRace race = new AddressRace(3, Duration.ofMillis(250), Duration.ofMillis(1000));

    @Test
    void theNextWaitsForTheHeadStartOfTheOneBefore() {
        assertThat(race.isNextDue(0)).isTrue();
        assertThat(race.start(0)).isZero();
        assertThat(race.isNextDue(249 * MS)).isFalse();
        assertThat(race.nanosToNext(100 * MS)).isEqualTo(150 * MS);
        assertThat(race.isNextDue(250 * MS)).isTrue();
        assertThat(race.start(250 * MS)).isEqualTo(1);
        assertThat(race.isNextDue(300 * MS)).isFalse();
    }

    @Test
    void aFailureLetsTheNextStartAtOnce() {
        race.start(0);
        race.start(250 * MS);
        race.failed(0, 300 * MS);
        assertThat(race.isNextDue(300 * MS)).isTrue();
        assertThat(race.start(300 * MS)).isEqualTo(2);
        assertThat(race.isNextDue(10_000 * MS)).as("there is no fourth").isFalse();
    }

    @Test
    void eachHasADeadlineOfItsOwn() {
        race.start(0);
        race.start(250 * MS);
        assertThat(race.overdue(999 * MS)).isEmpty();
        assertThat(race.overdue(1000 * MS)).containsExactly(0);
        race.failed(0, 1000 * MS);
        race.start(1000 * MS);
        assertThat(race.nanosToNext(1000 * MS)).isEqualTo(250 * MS);
        assertThat(race.overdue(1250 * MS)).containsExactly(1);
        assertThat(race.deadline(2)).isEqualTo(2000 * MS);
    }

    @Test
    void itIsLostWhenAllHaveFailed() {
        for (int i = 0; i < 3; i++) {
            assertThat(race.isLost()).isFalse();
            race.failed(race.start(i), i);
        }
        assertThat(race.isLost()).isTrue();
    }

    @Test
    void clocksThatWrapAroundDoNoHarm() {
        long late = Long.MAX_VALUE - 100 * MS;
        race.start(late);
        assertThat(race.isNextDue(late + 200 * MS)).isFalse();
        assertThat(race.overdue(late + 999 * MS)).isEmpty();
        assertThat(race.overdue(late + 1000 * MS)).containsExactly(0);
    }

    @Test
    void withoutAddressesItIsLostAtOnce() {
        assertThat(new AddressRace(0, Duration.ZERO, Duration.ofSeconds(1)).isLost())
                .isTrue();
    }
}
