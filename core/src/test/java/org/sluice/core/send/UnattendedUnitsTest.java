package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.sluice.core.send.Sends.over;
import static org.sluice.core.send.Sends.soon;
import static org.sluice.core.send.Sends.text;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sluice.api.WebErrorStatus;
import org.sluice.core.common.Cork;
import org.sluice.core.common.SerialExecutor;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.Worker;

/** Units that nobody waits for end in time, whoever sees to it: the one that hands them in, or the writer once the sink has them. */
class UnattendedUnitsTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final PromptSinkDouble sink = new PromptSinkDouble();
    private final ManualExecutor executor = new ManualExecutor();
    private final RecordingListener listener = new RecordingListener();
    private final SendLane lane = new SendLane(sink, executor, listener);
    private final SerialExecutor callbacks = new SerialExecutor(executor);

    /** As a socket does it. */
    private void send(Outgoing unit, Duration within) throws IOException {
        lane.submit(unit.unattended(within.toNanos()), soon());
        if (!unit.done().isDone() && !unit.isAccepted()) {
            lane.watch(unit, over());
        }
    }

    private void callBack(Outgoing unit, Duration within) {
        callbacks.execute(() -> assertThatCode(() -> send(unit, within)).doesNotThrowAnyException());
    }

    private void runCallbacks() {
        new Cork().during(executor::runNext);
    }

    private void assertTimesOut(Outgoing unit) {
        await().until(() -> unit.done().isCompletedExceptionally());
        assertThat(unit.done()
                        .handle((none, failure) -> WebErrorStatus.of(failure))
                        .join())
                .isSameAs(WebErrorStatus.TIMEOUT);
    }

    @Test
    void whatIsHeldBackAndThenSentIsSeenToByNobody() {
        Outgoing held = text("held");
        Outgoing last = text("last");
        callBack(held, SHORT);
        callBack(last, SHORT);

        runCallbacks();

        assertThat(sink.events).containsExactly("text:held", "text:last", "flush");
        assertThat(held.done()).isCompleted();
        assertThat(last.done()).isCompleted();
        assertThat(held.isAccepted()).isTrue();
    }

    @Test
    void whatIsHeldBackAndThenNotSentAtOnceTimesOut() {
        Outgoing held = text("held");
        callBack(held, SHORT);
        callBack(text("last"), LONG);
        sink.holdSent();

        runCallbacks();

        assertTimesOut(held);
        await().untilAsserted(() -> assertThat(listener.failures).hasSize(1));
    }

    @Test
    void whatIsHeldBackIsFlushedAndSeenToWhereTheSinkHasEnoughForTheNext() {
        Outgoing held = text("held");
        callBack(held, SHORT);
        callbacks.execute(sink::fill);
        callBack(text("next"), LONG);
        sink.holdSent();

        runCallbacks();

        assertThat(sink.events).containsExactly("text:held", "flush");
        assertTimesOut(held);
    }

    @Test
    void whatWaitsForRoomIsSeenToByTheOneThatHandsIn() throws Exception {
        sink.fill();
        Outgoing waits = text("waits");

        send(waits, LONG);

        assertThat(waits.isAccepted()).isFalse();
        assertTimesOut(waits);
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void whatAnotherThreadWritesIsSeenToByBothAndEndsOnce() throws Exception {
        Gate gate = sink.frames().hold();
        Worker<String> writer = Worker.run(() -> send(text("first"), LONG));
        gate.awaitReached();
        Outgoing second = text("second");
        lane.submit(second.unattended(SHORT.toNanos()), soon());
        assertThat(second.isAccepted()).isFalse();
        sink.holdSent();

        gate.open();
        writer.result();

        assertTimesOut(second);
        lane.watch(second, over());
        sink.land();
        assertThat(second.done()).isCompletedExceptionally();
    }

    @Test
    void whatAThreadIsHeldUpWithGoesOutWhenItIsRelieved() throws Exception {
        Outgoing held = text("held");
        Gate gate = new Gate();
        Cork cork = new Cork();
        callBack(held, SHORT);
        callbacks.execute(gate::pass);
        Worker<String> blocked = Worker.run(() -> cork.during(executor::runNext));
        gate.awaitReached();
        assertThat(held.done()).isNotDone();
        assertThat(held.isAccepted()).isTrue();

        cork.release();

        assertThat(held.done()).isCompleted();
        gate.open();
        blocked.result();
    }
}
