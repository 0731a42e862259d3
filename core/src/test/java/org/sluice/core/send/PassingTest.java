package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.core.send.Sends.soon;
import static org.sluice.core.send.Sends.text;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageDroppedException;
import org.sluice.api.WhenFull;
import org.sluice.core.credit.CreditWindow;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.Worker;

/** A message passes the queue where nothing waits and nobody writes, and only there. */
class PassingTest {

    private static final int SIZE = 100;

    private final LaneState state = new LaneState(true, () -> {});
    private final AtomicInteger asked = new AtomicInteger();

    /** Nobody writes. */
    private boolean enter() {
        asked.incrementAndGet();
        return true;
    }

    private static Outgoing bytes(int size) {
        return Sends.bytes(size);
    }

    private @Nullable List<Outgoing> add(Outgoing message) throws IOException {
        return state.addWhole(message, soon(), this::enter);
    }

    private void hasNotPassed(Outgoing message) {
        assertThat(asked).hasValue(0);
        assertThat(state.takeBack(message)).as("waits").isTrue();
    }

    @Test
    void whereNothingWaitsItIsNeverInTheQueue() throws Exception {
        Outgoing message = bytes(SIZE);

        assertThat(add(message)).isNull();

        assertThat(state.next()).isNull();
        assertThat(state.takeBack(message)).isFalse();
    }

    @Test
    void whereSomebodyWritesItWaits() throws Exception {
        Outgoing message = bytes(SIZE);

        assertThat(state.addWhole(message, soon(), () -> false)).isEmpty();

        assertThat(state.next()).isSameAs(message);
    }

    @Test
    void behindAnotherItWaits() throws Exception {
        Outgoing first = bytes(SIZE);
        assertThat(state.addWhole(first, soon(), () -> false)).isEmpty();
        Outgoing second = bytes(SIZE);

        assertThat(add(second)).isEmpty();

        hasNotPassed(second);
        assertThat(state.next()).isSameAs(first);
    }

    @Test
    void behindAPingItWaits() throws Exception {
        state.addControl(Outgoing.ping(Sends.bytes("p")));
        Outgoing message = bytes(SIZE);

        assertThat(add(message)).isEmpty();

        hasNotPassed(message);
    }

    @Test
    void intoAnOpenMessageItNeverGoes() throws Exception {
        state.addFirst(Outgoing.binary(Sends.bytes("part"), false), soon());
        assertThat(state.next()).isNotNull();

        assertThatThrownBy(() -> add(bytes(SIZE).whenFull(WhenFull.DROP_NEWEST, null)))
                .isInstanceOf(MessageDroppedException.class);

        assertThat(asked).hasValue(0);
    }

    @Test
    void withoutCreditItWaits() throws Exception {
        state.heed(new CreditWindow(SIZE));
        assertThat(add(bytes(SIZE))).isNull();
        asked.set(0);
        Outgoing second = bytes(SIZE);

        assertThat(add(second)).as("the first has used it up").isEmpty();

        hasNotPassed(second);
    }

    @Test
    void ofSeveralFramesItWaits() throws Exception {
        Outgoing large = bytes(Outgoing.MAX_FRAME + 1);

        assertThat(add(large)).isEmpty();

        hasNotPassed(large);
    }

    @Test
    void toASinkThatBlocksItNeverPasses() throws Exception {
        LaneState blocking = new LaneState(false, () -> {});
        Outgoing message = bytes(SIZE);

        assertThat(blocking.addWhole(message, soon(), this::enter)).isEmpty();

        assertThat(asked).hasValue(0);
        assertThat(blocking.next()).isSameAs(message);
    }

    @Test
    void afterTheEndItFails() {
        IOException end = new IOException("over");
        assertThat(state.markEnded(end)).isTrue();

        assertThatThrownBy(() -> add(bytes(SIZE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("over");

        assertThat(asked).hasValue(0);
    }

    @Test
    void aCloseThatComesWhileItIsWrittenComesBehindIt() throws Exception {
        PromptSinkDouble sink = new PromptSinkDouble();
        SendLane lane = new SendLane(sink, new ManualExecutor(), new RecordingListener());
        Gate gate = sink.frames().hold();
        Worker<String> sender = Worker.run(() -> lane.submit(text("first"), soon()));
        gate.awaitReached();
        lane.submitClose(Outgoing.close(1000, ""), new IOException("closed"));

        gate.open();
        sender.result();

        assertThat(sink.frames().sent()).first().isEqualTo("text:first");
        assertThat(sink.frames().sent()).hasSize(2);
    }

    @Test
    void aLaneThatEndsWhileItIsWrittenTellsSo() throws Exception {
        PromptSinkDouble sink = new PromptSinkDouble();
        SendLane lane = new SendLane(sink, new ManualExecutor(), new RecordingListener());
        sink.holdSent();
        Gate gate = sink.frames().hold();
        Outgoing message = text("first");
        Worker<String> sender = Worker.run(() -> lane.submit(message, soon()));
        gate.awaitReached();
        lane.fail(new IOException("lost"));

        gate.open();
        sender.result();

        assertThat(message.done()).isCompletedExceptionally();
        assertThatThrownBy(() -> lane.submit(text("second"), soon())).hasMessageContaining("lost");
    }

    @Test
    void whereTheSinkHasEnoughItWaitsAndCanBeTakenBack() throws Exception {
        PromptSinkDouble sink = new PromptSinkDouble();
        RecordingListener listener = new RecordingListener();
        SendLane lane = new SendLane(sink, new ManualExecutor(), listener);
        sink.fill();
        Outgoing message = text("late");
        lane.submit(message, soon());

        assertThatThrownBy(() -> lane.await(message, Sends.over())).isInstanceOf(IOException.class);
        sink.makeRoom();

        assertThat(lane.hasEnded()).as("cut").isFalse();
        assertThat(sink.frames().sent()).isEmpty();
    }
}
