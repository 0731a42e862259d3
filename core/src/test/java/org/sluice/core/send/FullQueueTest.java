package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.core.send.Sends.bytes;
import static org.sluice.core.send.Sends.over;
import static org.sluice.core.send.Sends.part;
import static org.sluice.core.send.Sends.soon;
import static org.sluice.core.send.Sends.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.api.MessageDroppedException;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WhenFull;
import org.sluice.core.common.Threads;
import org.sluice.core.credit.CreditWindow;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.doubles.Worker;

/** Each policy of a full queue, with the writer held in whatever it does. */
class FullQueueTest {

    private static final int ALL = (int) SendLane.CAPACITY;
    private static final int QUARTER = ALL / 4;

    private final RecordingSink sink = new RecordingSink();
    private final RecordingListener listener = new RecordingListener();
    private final SendLane lane = new SendLane(sink, Threads.shared(), listener);
    private final Gate gate = sink.hold();

    @AfterEach
    void letTheWriterGo() {
        gate.open();
    }

    /** Hands in what the writer is held with; it has left the queue, and counts. */
    private Outgoing inFlight(Outgoing unit) throws Exception {
        lane.submit(unit, soon());
        gate.awaitReached();
        return unit;
    }

    private Outgoing submit(Outgoing unit) throws IOException {
        lane.submit(unit, soon());
        return unit;
    }

    /** A quarter of the queue; the name stands in its first bytes. */
    private static Outgoing quarter(String name, WhenFull policy, @Nullable Object about) {
        ByteBuffer data = ByteBuffer.allocate(QUARTER).put(bytes(name)).rewind();
        return Outgoing.binary(data, true).whenFull(policy, about);
    }

    private static Outgoing oldest(String name) {
        return quarter(name, WhenFull.DROP_OLDEST, "");
    }

    private static Outgoing about(String key, String name) {
        return quarter(name, WhenFull.CONFLATE, key);
    }

    /** The names of what was sent, once so many messages were. */
    private List<String> sentNames(int count) {
        gate.open();
        return sink.awaitFrames(count).frames().stream()
                .map(frame -> frame.text().replace("\0", ""))
                .toList();
    }

    private static MessageDroppedException failureOf(Outgoing unit) {
        assertThat(unit.done()).isCompletedExceptionally();
        return Objects.requireNonNull(unit.done()
                .handle((none, failure) -> (MessageDroppedException) failure)
                .join());
    }

    private void assertRefused(Outgoing unit, WhenFull policy) {
        assertThatThrownBy(() -> lane.submit(unit, soon()))
                .isInstanceOfSatisfying(MessageDroppedException.class, e -> {
                    assertThat(e.policy()).isSameAs(policy);
                    assertThat(e.superseded()).isFalse();
                    assertThat(e.status()).isSameAs(WebErrorStatus.OPERATION_CANCELED);
                })
                .hasMessageContaining(policy.name());
    }

    @ParameterizedTest
    @EnumSource(
            value = WhenFull.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WAIT"})
    void withRoomEveryPolicyJustSends(WhenFull policy) throws Exception {
        inFlight(quarter("a", policy, "k"));
        Outgoing same = submit(quarter("b", policy, "k"));

        assertThat(sentNames(2)).containsExactly("a", "b");
        lane.await(same, soon());
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "DROP_NEWEST"})
    void aMessageWithoutRoomIsRefusedAtOnceAndNothingElseIsLost(WhenFull policy) throws Exception {
        inFlight(quarter("a", policy, ""));
        submit(quarter("b", policy, ""));
        submit(quarter("c", policy, ""));
        submit(quarter("d", policy, ""));

        assertRefused(text("late").whenFull(policy, null), policy);

        assertThat(sentNames(4)).containsExactly("a", "b", "c", "d");
        lane.await(submit(text("next").whenFull(policy, null)), soon());
        assertThat(listener.failures).isEmpty();
        assertThat(listener.messages).as("counted as sent").hasValue(5);
    }

    @Test
    void theOldestThatWaitsIsDroppedAndNeverTheOneThatIsBeingWritten() throws Exception {
        Outgoing written = inFlight(oldest("written"));
        Outgoing first = submit(oldest("first"));
        Outgoing second = submit(oldest("second"));
        submit(oldest("third"));

        submit(oldest("fourth"));
        assertThat(failureOf(first).superseded()).isTrue();
        assertThat(failureOf(first).policy()).isSameAs(WhenFull.DROP_OLDEST);
        submit(oldest("fifth"));

        assertThat(failureOf(second).superseded()).isTrue();
        assertThat(sentNames(4)).containsExactly("written", "third", "fourth", "fifth");
        lane.await(written, soon());
        assertThat(listener.messages).as("counted as sent").hasValue(4);
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void asManyAreDroppedAsTheNewOneNeeds() throws Exception {
        inFlight(oldest("written"));
        Outgoing small = submit(text("small").whenFull(WhenFull.DROP_OLDEST, null));
        Outgoing first = submit(oldest("first"));
        Outgoing second = submit(oldest("second"));
        submit(Outgoing.binary(ByteBuffer.allocate(QUARTER - 64), true).whenFull(WhenFull.DROP_OLDEST, null));

        submit(Outgoing.binary(ByteBuffer.allocate(2 * QUARTER), true).whenFull(WhenFull.DROP_OLDEST, null));

        assertThat(List.of(small, first, second))
                .allSatisfy(unit -> assertThat(failureOf(unit)).isNotNull());
        gate.open();
        assertThat(sink.awaitFrames(4).frames()).hasSize(4);
    }

    @Test
    void whereTheOldestAreNotEnoughNoneIsDroppedAndTheNewOneIsRefused() throws Exception {
        inFlight(bytes(2 * QUARTER));
        Outgoing waits = submit(oldest("waits"));
        submit(bytes(QUARTER));

        assertRefused(bytes(2 * QUARTER).whenFull(WhenFull.DROP_OLDEST, null), WhenFull.DROP_OLDEST);

        assertThat(waits.done()).isNotDone();
        gate.open();
        lane.await(waits, soon());
    }

    @Test
    void whereAllIsBeingWrittenTheNewOneIsRefused() throws Exception {
        Outgoing written = inFlight(bytes(ALL).whenFull(WhenFull.DROP_OLDEST, null));

        assertRefused(oldest("new"), WhenFull.DROP_OLDEST);

        gate.open();
        lane.await(written, soon());
    }

    @Test
    void whatWasSentWithAnotherPolicyIsNeverDropped() throws Exception {
        inFlight(bytes(QUARTER));
        Outgoing important = submit(bytes(QUARTER));
        Outgoing conflated = submit(about("k", "conflated"));
        Outgoing ephemeral = submit(oldest("ephemeral"));

        submit(oldest("new"));

        assertThat(failureOf(ephemeral).superseded()).isTrue();
        gate.open();
        lane.await(important, soon());
        lane.await(conflated, soon());
    }

    @Test
    void aNewerMessageTakesThePlaceOfTheOneWithItsKey() throws Exception {
        inFlight(about("k", "k1"));
        Outgoing older = submit(about("k", "k2"));
        submit(about("l", "l1"));
        submit(about("m", "m1"));

        Outgoing newer = submit(about("k", "k3"));

        assertThat(failureOf(older).superseded()).isTrue();
        assertThat(failureOf(older).policy()).isSameAs(WhenFull.CONFLATE);
        assertThat(sentNames(4)).as("in the older one's place").containsExactly("k1", "k3", "l1", "m1");
        lane.await(newer, soon());
    }

    @Test
    void allThatWaitWithItsKeyGoForTheNewestOne() throws Exception {
        inFlight(bytes(QUARTER));
        Outgoing first = submit(about("k", "k1"));
        submit(about("l", "l1"));
        Outgoing second = submit(about("k", "k2"));

        submit(about("k", "k3"));

        assertThat(List.of(first, second))
                .allSatisfy(unit -> assertThat(failureOf(unit).superseded()).isTrue());
        gate.open();
        sink.awaitFrames(3);
        assertThat(sentNames(3).subList(1, 3)).containsExactly("k3", "l1");
    }

    @Test
    void whatIsBeingWrittenIsNotReplacedAndTheNewOneIsRefusedWhereNoneOfItsKeyWaits() throws Exception {
        Outgoing written = inFlight(about("k", "k1"));
        submit(about("l", "l1"));
        submit(about("m", "m1"));
        submit(about("n", "n1"));

        assertRefused(about("k", "k2"), WhenFull.CONFLATE);

        assertThat(sentNames(4)).containsExactly("k1", "l1", "m1", "n1");
        lane.await(written, soon());
    }

    @Test
    void aNewerOneThatIsTooLargeForTheRoomOfTheOlderLeavesItThere() throws Exception {
        inFlight(bytes(2 * QUARTER));
        Outgoing older = submit(about("k", "k1"));
        submit(bytes(QUARTER));

        assertRefused(bytes(QUARTER + 1).whenFull(WhenFull.CONFLATE, "k"), WhenFull.CONFLATE);

        assertThat(older.done()).isNotDone();
    }

    @Test
    void messagesWithoutAKeyHaveTheSame() throws Exception {
        inFlight(bytes(2 * QUARTER));
        submit(about("k", "keyed"));
        Outgoing older = submit(quarter("older", WhenFull.CONFLATE, null));

        submit(quarter("newest", WhenFull.CONFLATE, null));

        assertThat(failureOf(older).superseded()).isTrue();
        gate.open();
        sink.awaitFrames(4);
        assertThat(sink.sent()).anyMatch(frame -> frame.contains("newest")).noneMatch(frame -> frame.contains("older"));
    }

    @Test
    @DisplayName("a thread that waits for its message is told when that is dropped, by an exception of its own")
    void theOneThatWaitsIsTold() throws Exception {
        inFlight(bytes(3 * QUARTER));
        Outgoing dropped = submit(oldest("dropped"));
        Worker<String> sender = Worker.run(() -> lane.await(dropped, soon())).awaitWaiting();

        submit(oldest("new"));

        assertThat(sender.failure())
                .isInstanceOfSatisfying(MessageDroppedException.class, e -> assertThat(e.superseded())
                        .isTrue())
                .isNotSameAs(failureOf(dropped))
                .hasCause(failureOf(dropped));
    }

    @Test
    void aMessageThatIsDroppedInTheMomentItsTimeIsOverCutsNothing() throws Exception {
        LaneState state = new LaneState(false, () -> {});
        List<IOException> cuts = new ArrayList<>();
        SendDeadlines deadlines = new SendDeadlines(state, cuts::add);
        Outgoing old = bytes(ALL).whenFull(WhenFull.DROP_OLDEST, null);
        state.addWhole(old, soon(), () -> false);
        // Dropped, and the one that did it has not told yet.
        assertThat(state.addWhole(bytes(ALL).whenFull(WhenFull.DROP_OLDEST, null), soon(), () -> false))
                .containsExactly(old);

        assertThatThrownBy(() -> deadlines.await(old, over()))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));

        assertThat(cuts).isEmpty();
    }

    @Test
    void thoseWhoWaitForRoomAreNotOvertakenByAFloodThatDoesNotWait() throws Exception {
        Outgoing written = inFlight(bytes(2 * QUARTER));
        submit(oldest("a"));
        submit(oldest("b"));
        Outgoing patient = bytes(2 * QUARTER);
        Worker<String> sender = Worker.run(() -> lane.submit(patient, soon())).awaitWaiting();

        // Each only takes the room of another, so that what the writer frees is left to the one that waits.
        for (int i = 0; i < 10; i++) {
            submit(oldest("flood"));
        }
        assertRefused(text("no room is left to it").whenFull(WhenFull.FAIL, null), WhenFull.FAIL);
        gate.open();

        sender.result();
        lane.await(written, soon());
        lane.await(patient, soon());
    }

    @ParameterizedTest
    @EnumSource(
            value = WhenFull.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WAIT"})
    void whileAMessageOfPartsIsOpenTheQueueCountsAsFullAndNothingIsDropped(WhenFull policy) throws Exception {
        Outgoing waits = text("waits").whenFull(policy, "k");
        inFlight(bytes(1));
        submit(waits);
        lane.firstPart(part("a", false), soon());

        assertRefused(text("between").whenFull(policy, "k"), policy);
        lane.part(part("b", true), soon());
        submit(text("behind").whenFull(policy, "k"));

        gate.open();
        assertThat(sink.awaitFrames(5).sent().subList(1, 5))
                .containsExactly("text:waits", "binary:a+", "binary:b", "text:behind");
    }

    @Test
    void whatWaitsForCreditMayBeDroppedToo() throws Exception {
        gate.open();
        lane.heed(new CreditWindow(QUARTER));
        Outgoing sent = submit(oldest("sent"));
        lane.await(sent, soon());
        Outgoing first = submit(oldest("first"));
        submit(oldest("second"));
        submit(oldest("third"));
        submit(oldest("fourth"));

        submit(oldest("fifth"));
        assertThat(failureOf(first).superseded()).isTrue();
        lane.granted(100L * ALL);

        assertThat(sentNames(5)).containsExactly("sent", "second", "third", "fourth", "fifth");
    }

    @Test
    void aRefusedMessageOfAnEndedLaneIsToldTheEnd() throws Exception {
        inFlight(bytes(ALL));
        lane.fail(new IOException("Connection reset"));

        assertThatThrownBy(() -> lane.submit(text("late").whenFull(WhenFull.FAIL, null), soon()))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.CONNECTION_RESET));
    }
}
