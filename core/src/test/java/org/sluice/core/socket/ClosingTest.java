package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sluice.api.ClosedEvent;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.RecordingBrake;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.doubles.Worker;
import org.sluice.core.send.SendLane;
import org.sluice.core.send.SendListener;

/** The closing by itself; what a socket makes of it is in {@link AbstractSocketTest}. */
class ClosingTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(10);

    private final RecordingSink sink = new RecordingSink();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Life life = new Life();
    private Duration closeTimeout = LONG;
    private @Nullable Attached attached;

    private final Closing closing = new Closing(life, new Recorder());

    /** A socket that writes down what it is told. */
    private final class Recorder implements Closing.Owner {

        @Override
        public Duration closeTimeout() {
            return closeTimeout;
        }

        @Override
        public @Nullable Attached attached() {
            return attached;
        }

        @Override
        public void closes() {
            events.add("closes");
        }

        @Override
        public void abandons(IOException why) {
            events.add("abandons");
        }

        @Override
        public void ends(Life.End end) {
            // A socket has what to tell then, for which see its own test.
        }

        @Override
        public void ended(Life.End end) {
            events.add("ended after " + sink.aborts() + " cuts");
        }

        @Override
        public void raise(ClosedEvent event) {
            events.add(event.code() + " " + event.closedBy() + " " + event.reason());
        }
    }

    private static final class NoListener implements SendListener {

        @Override
        public void sent(long bytes, boolean endsMessage) {}

        @Override
        public void failed(IOException cause) {}

        @Override
        public void stuck(IOException cause) {}
    }

    private ClosingTest open() {
        SendLane lane = new SendLane(sink, Threads.shared(), new NoListener());
        Pauses pauses = new Pauses(new RecordingBrake(), () -> 0);
        assertThat(life.open(() -> attached = new Attached(sink, lane, pauses))).isTrue();
        closing.whenEnded(() -> events.add("over"));
        return this;
    }

    private void answering() {
        sink.onClose(() -> closing.end(1000, "theirs", null));
    }

    private void awaitOver() {
        await().until(() -> events.contains("over"));
    }

    @Test
    void aCloseSendsItsFrameAndWaitsForTheAnswer() {
        open().answering();

        closing.closeAndWait(1000, "done");
        awaitOver();

        assertThat(sink.sent()).containsExactly("close:1000:done");
        assertThat(events).containsExactly("closes", "abandons", "ended after 0 cuts", "1000 LOCAL theirs", "over");
    }

    @Test
    void aCloseOfWhatNeverOpenedOnlyForbidsIt() {
        closing.closeAndWait(1000, "");
        closing.closeSoon(1000, "");
        closing.refuse(1002, "");

        assertThat(life.open(() -> {})).isFalse();
        assertThat(events).containsExactly("closes", "closes", "closes");
    }

    @Test
    void aCloseCancelsTheConnect() {
        CompletableFuture<Void> attempt = new CompletableFuture<>();
        life.connect();
        assertThat(life.tries(attempt)).isTrue();

        closing.closeAndWait(1000, "");

        assertThat(attempt).isCancelled();
    }

    @Test
    void aSecondCloseDoesNotWait() throws Exception {
        Worker<String> first =
                Worker.run(() -> open().closing.closeAndWait(1000, "")).awaitWaiting();

        closing.closeAndWait(1001, "");
        closing.closeSoon(1001, "");

        sink.awaitFrames(1);
        assertThat(sink.sent()).containsExactly("close:1000:");
        closing.end(1000, "", null);
        first.result();
    }

    @Test
    void whatIsRefusedIsStillDelivered() {
        open().closing.refuse(1009, "too big");

        assertThat(sink.awaitFrames(1).sent()).containsExactly("close:1009:too big");
        assertThat(events).containsExactly("closes");
        closing.end(1009, "", null);
    }

    @Test
    void aReasonOfThisEndsOwnIsCutToFit() {
        open().closing.closeSoon(1001, "a".repeat(200));

        assertThat(sink.awaitFrames(1).sent()).containsExactly("close:1001:" + "a".repeat(123));
        closing.end(1001, "", null);
    }

    @Test
    void whatIsNotAnsweredIsCutInTimeBeforeTheEndIsTold() {
        closeTimeout = SHORT;
        open().closing.closeAndWait(1000, "");

        assertThat(events)
                .containsExactly(
                        "closes",
                        "abandons",
                        "ended after 1 cuts",
                        "1006 LOCAL the peer did not answer the close",
                        "over");
    }

    @Test
    void soIsWhatNobodyWaitsFor() {
        closeTimeout = SHORT;
        open().closing.closeSoon(1001, "");
        awaitOver();

        assertThat(events).contains("ended after 1 cuts", "1006 LOCAL the peer did not answer the close");
    }

    @Test
    void aReportOfTheCutComesTooLateToSayWhy() {
        closeTimeout = SHORT;
        sink.onAbort(() -> closing.end(1006, "", null));
        open().closing.closeAndWait(1000, "");

        assertThat(events)
                .contains("1006 LOCAL the peer did not answer the close")
                .doesNotContain("1006 LOCAL ");
    }

    @Test
    void theEndIsToldAlsoWhereTheCutFails() {
        sink.onAbort(() -> {
            throw new IllegalStateException("the engine");
        });
        open();

        assertThatIllegalStateException().isThrownBy(() -> closing.cut(sink, "mine", null));

        assertThat(events).containsExactly("ended after 1 cuts", "1006 NONE mine", "over");
    }

    @Test
    void aFailedSendLeavesThePortTimeToReport() {
        open().closing.sendFailed(sink, new IOException("Broken pipe"));
        assertThat(life.canSend()).isFalse();
        assertThat(sink.aborts()).isZero();

        closing.end(4001, "theirs", null);

        assertThat(events).containsExactly("ended after 0 cuts", "4001 REMOTE theirs", "over");
    }

    @Test
    void aFailedSendOfWhichThePortSaysNothingIsCut() {
        open().closing.sendFailed(sink, new IOException("Broken pipe"));
        awaitOver();

        assertThat(events).containsExactly("ended after 1 cuts", "1006 NONE ", "over");
    }

    @Test
    void aStuckSendIsCutAtOnceAndToldInTime() {
        open().closing.sendStuck(sink, new IOException("late"));
        assertThat(sink.aborts()).isEqualTo(1);
        awaitOver();

        assertThat(events).containsExactly("ended after 1 cuts", "1006 NONE ", "over");
    }

    @Test
    void theEndIsToldOnce() {
        open();
        closing.end(4001, "", null);
        closing.end(1006, "", null);
        closing.cut(sink, "late", null);

        assertThat(events).containsExactly("ended after 0 cuts", "4001 REMOTE ", "over");
        assertThat(sink.aborts()).isEqualTo(1);
    }

    @Test
    void whatWasGivenUpEndsWithoutAnEvent() {
        life.connect();
        open();
        assertThat(life.giveUp()).isTrue();
        closing.end(1001, "", null);

        assertThat(events).containsExactly("ended after 0 cuts", "over");
    }
}
