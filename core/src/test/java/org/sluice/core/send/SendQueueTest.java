package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.core.send.Sends.bytes;
import static org.sluice.core.send.Sends.part;
import static org.sluice.core.send.Sends.text;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.WhenFull;
import org.sluice.core.credit.CreditWindow;

class SendQueueTest {

    private final SendQueue queue = new SendQueue(false);
    private final Outgoing ping = Outgoing.ping(ByteBuffer.allocate(0));

    @Test
    void emptyQueueHasNothingNext() {
        assertThat(queue.next()).isNull();
    }

    @Test
    void pingGoesBeforeDataThatWaits() {
        Outgoing data = text("a");
        queue.addData(data);
        queue.addControl(ping);

        assertThat(queue.next()).isSameAs(ping);
        assertThat(queue.next()).isSameAs(data);
    }

    @Test
    void pingWaitsForTheEndOfAnOpenMessage() {
        Outgoing first = part("a", false);
        Outgoing last = part("b", true);
        queue.addData(first);
        assertThat(queue.next()).isSameAs(first);
        queue.addControl(ping);

        assertThat(queue.next()).isNull();
        queue.addData(last);
        assertThat(queue.next()).isSameAs(last);
        assertThat(queue.next()).isSameAs(ping);
    }

    @Test
    void pingGoesIntoAnOpenMessageWhereThatIsAllowed() {
        SendQueue anywhere = new SendQueue(true);
        Outgoing first = part("a", false);
        anywhere.addData(first);
        anywhere.addData(part("b", true));
        assertThat(anywhere.nextControl()).isNull();
        assertThat(anywhere.next()).isSameAs(first);
        anywhere.addControl(ping);

        assertThat(anywhere.nextControl()).isSameAs(ping);
    }

    @Test
    void unitOnItsWayStillCounts() {
        Outgoing half = bytes((int) SendLane.CAPACITY / 2);
        queue.addData(half);
        queue.addData(bytes((int) SendLane.CAPACITY / 2));
        queue.next();

        assertThat(queue.hasRoomFor(bytes(1))).isFalse();
        queue.sent(half);
        assertThat(queue.hasRoomFor(half)).isTrue();
        assertThat(queue.hasRoomFor(bytes((int) SendLane.CAPACITY / 2 + 1))).isFalse();
    }

    @Test
    void unitLargerThanTheBoundFitsAlone() {
        Outgoing large = bytes((int) SendLane.CAPACITY + 1);
        assertThat(queue.hasRoomFor(large)).isTrue();
        queue.addData(large);

        assertThat(queue.hasRoomFor(text(""))).isFalse();
    }

    @Test
    void floodOfEmptyMessagesIsBounded() {
        int count = 0;
        while (queue.hasRoomFor(text(""))) {
            queue.addData(text(""));
            count++;
        }

        assertThat(count).isEqualTo(4096);
    }

    @Test
    void takenBackUnitNeitherCountsNorGoes() {
        Outgoing unit = bytes((int) SendLane.CAPACITY);
        queue.addData(unit);

        assertThat(queue.takeBack(unit)).isTrue();
        assertThat(queue.takeBack(unit)).isFalse();
        assertThat(queue.hasRoomFor(bytes((int) SendLane.CAPACITY))).isTrue();
        assertThat(queue.next()).isNull();
    }

    /** Whatever comes in which order, against a list that is kept by hand. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itNeverHoldsMoreThanItsBoundAndDropsOnlyWhatWaits(long seed) {
        Random random = new Random(seed);
        List<WhenFull> policies = List.of(WhenFull.values());
        List<Outgoing> waiting = new ArrayList<>();
        Outgoing written = null;
        int drops = 0;
        for (int step = 0; step < 5_000; step++) {
            Outgoing unit = bytes(random.nextInt(40_000))
                    .whenFull(policies.get(random.nextInt(policies.size())), random.nextInt(3));
            unit.whole = true;
            if (queue.hasRoomFor(unit)) {
                queue.addData(unit);
                waiting.add(unit);
            } else {
                boolean line = random.nextBoolean();
                long before = queue.cost();
                List<Outgoing> dropped = queue.addInPlaceOfOthers(unit, line);
                assertThat(waiting).containsAll(dropped);
                assertThat(dropped).allMatch(each -> each.dropped && each.yieldsTo(unit));
                waiting.removeAll(dropped);
                drops += dropped.size();
                if (!dropped.isEmpty()) {
                    waiting.add(unit);
                }
                if (line) {
                    assertThat(queue.cost()).isLessThanOrEqualTo(before);
                }
            }
            assertThat(queue.cost())
                    .isEqualTo(
                            waiting.stream().mapToLong(Outgoing::cost).sum() + (written == null ? 0 : written.cost()))
                    .isLessThanOrEqualTo(SendLane.CAPACITY);
            if (random.nextInt(3) == 0) {
                if (written != null) {
                    queue.sent(written);
                }
                written = queue.next();
                assertThat(written == null || waiting.remove(written)).isTrue();
            }
        }
        assertThat(drops).isGreaterThan(100);
    }

    @Test
    void drainGivesAll() {
        Outgoing data = bytes((int) SendLane.CAPACITY);
        queue.addData(data);
        queue.addControl(ping);

        assertThat(queue.drain()).containsExactlyInAnyOrder(data, ping);
        assertThat(queue.next()).isNull();
        queue.sent(data);
        assertThat(queue.hasRoomFor(data)).isTrue();
    }

    @Test
    void dataWaitsForCreditAndControlFramesAndTheCloseOfAnEmptyQueueDoNot() {
        CreditWindow window = new CreditWindow(100);
        queue.heed(window);
        Outgoing first = bytes(100);
        Outgoing second = bytes(1);
        queue.addData(first);
        queue.addData(second);
        assertThat(queue.next()).isSameAs(first);
        assertThat(queue.next()).isNull();
        queue.addControl(ping);
        assertThat(queue.next()).isSameAs(ping);
        window.granted(164);
        assertThat(queue.next()).isSameAs(second);
        Outgoing close = Outgoing.close(1000, "");
        queue.addData(close);
        assertThat(queue.next()).isSameAs(close);
    }

    @Test
    void onlyWhatWaitsForCreditIsDropped() {
        queue.heed(new CreditWindow(100));
        Outgoing first = bytes(100);
        Outgoing second = bytes(1);
        queue.addData(first);
        queue.addData(second);
        assertThat(queue.dropWithoutCredit()).containsExactly(second);
        assertThat(queue.dropWithoutCredit()).isEmpty();
        assertThat(queue.next()).as("there is credit for it").isSameAs(first);
        assertThat(queue.next()).isNull();
    }

    @Test
    void anOpenMessageDoesNotWait() {
        queue.heed(new CreditWindow(100));
        Outgoing begin = Outgoing.binary(ByteBuffer.allocate(100), false);
        Outgoing end = Outgoing.binary(ByteBuffer.allocate(100), true);
        Outgoing after = bytes(0);
        queue.addData(begin);
        queue.addData(end);
        queue.addData(after);
        assertThat(queue.next()).isSameAs(begin);
        assertThat(queue.next()).isSameAs(end);
        assertThat(queue.next()).isNull();
    }
}
