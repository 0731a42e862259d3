package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.sluice.core.send.Sends.over;
import static org.sluice.core.send.Sends.soon;
import static org.sluice.core.send.Sends.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.MessageDroppedException;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WhenFull;
import org.sluice.core.common.Cork;
import org.sluice.core.common.SerialExecutor;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.Worker;
import org.sluice.core.port.ClosingException;

class PromptWriterTest {

    private static final int FRAME = Outgoing.MAX_FRAME;

    private final PromptSinkDouble sink = new PromptSinkDouble();
    private final ManualExecutor executor = new ManualExecutor();
    private final RecordingListener listener = new RecordingListener();
    private final SendLane lane = new SendLane(sink, executor, listener);
    private final AtomicInteger ends = new AtomicInteger();

    private Outgoing submit(Outgoing unit) throws IOException {
        count(unit);
        lane.submit(unit, soon());
        return unit;
    }

    private void count(Outgoing unit) {
        var unused = unit.done().whenComplete((none, failure) -> ends.incrementAndGet());
    }

    /** A thread that is held inside the sink while it writes the unit; from now on every frame passes the gate. */
    private Held hold(Outgoing unit) throws Exception {
        Gate gate = sink.frames().hold();
        Worker<String> worker = Worker.run(() -> submit(unit));
        gate.awaitReached();
        return new Held(gate, worker);
    }

    private record Held(Gate gate, Worker<String> worker) {

        void go() throws Exception {
            gate.open();
            worker.result();
        }
    }

    private static Outgoing large(int bytes) {
        return Outgoing.binary(ByteBuffer.allocate(bytes), true);
    }

    private static Outgoing ping(int bytes) {
        return Outgoing.ping(ByteBuffer.allocate(bytes));
    }

    private static void assertFailed(Outgoing unit, String message) {
        assertThat(unit.done()).isCompletedExceptionally();
        assertThat(unit.done()
                        .handle((none, failure) -> String.valueOf(failure.getMessage()))
                        .join())
                .contains(message);
    }

    @Test
    void aUnitIsWrittenAndFlushedOnTheCallingThread() throws Exception {
        Outgoing unit = submit(text("a"));

        assertThat(sink.events).containsExactly("text:a", "flush");
        assertThat(sink.threads).containsExactly(Thread.currentThread());
        assertThat(unit.done()).isCompleted();
        assertThat(executor.waiting()).isZero();
        assertThat(listener.messages).hasValue(1);
    }

    @Test
    void aUnitIsDoneOnceTheSinkSaysSentAndNotBefore() throws Exception {
        sink.holdSent();
        Outgoing unit = submit(text("a"));
        assertThat(unit.done()).isNotDone();

        sink.land();

        assertThat(unit.done()).isCompleted();
        assertThat(ends).hasValue(1);
    }

    @Test
    void unitsOfOneThreadShareAFlushWhileMoreIsToCome() throws Exception {
        SerialExecutor callbacks = new SerialExecutor(executor);
        List<Outgoing> units = List.of(text("a"), text("b"), text("c"));
        units.forEach(unit ->
                callbacks.execute(() -> assertThatCode(() -> submit(unit)).doesNotThrowAnyException()));

        new Cork().during(executor::runNext);

        assertThat(sink.events).containsExactly("text:a", "text:b", "text:c", "flush");
        assertThat(units).allMatch(unit -> unit.done().isDone());
    }

    @Test
    void whatIsHeldBackGoesWithWhatAnotherThreadSends() throws Exception {
        SerialExecutor callbacks = new SerialExecutor(executor);
        Outgoing held = text("held");
        Gate gate = new Gate();
        callbacks.execute(() -> assertThatCode(() -> submit(held)).doesNotThrowAnyException());
        callbacks.execute(gate::pass);
        Worker<String> blocked = Worker.run(() -> new Cork().during(executor::runNext));
        gate.awaitReached();
        assertThat(sink.events).containsExactly("text:held");

        submit(text("other"));

        assertThat(sink.events).containsExactly("text:held", "text:other", "flush");
        assertThat(held.done()).isCompleted();
        gate.open();
        blocked.result();
    }

    @Test
    void unitsOfSeveralThreadsShareAFlush() throws Exception {
        Held first = hold(text("a"));
        Outgoing second = submit(text("b"));
        Outgoing third = submit(text("c"));
        assertThat(second.done()).isNotDone();

        first.go();

        assertThat(sink.events).containsExactly("text:a", "text:b", "text:c", "flush");
        assertThat(second.done()).isCompleted();
        assertThat(third.done()).isCompleted();
        assertThat(sink.threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void whatIsSharedIsFlushedBeforeTheSinkHasEnough() throws Exception {
        Held first = hold(large(8 * 1024));
        for (int i = 0; i < 5; i++) {
            submit(large(8 * 1024));
        }

        first.go();

        assertThat(sink.flushes).hasValue(3);
        assertThat(ends).hasValue(6);
    }

    @Test
    void noThreadWaitsWhileTheSinkHasEnough() throws Exception {
        sink.fill();
        Outgoing unit = submit(text("a"));
        Outgoing other = submit(text("b"));
        assertThat(sink.events).isEmpty();
        assertThat(executor.waiting()).isZero();
        assertThat(sink.waiting()).isEqualTo(1);

        sink.makeRoom();

        assertThat(executor.waiting())
                .as("the thread that tells goes on itself")
                .isZero();
        assertThat(sink.events).containsExactly("text:a", "text:b", "flush");
        assertThat(List.of(unit, other))
                .allSatisfy(each -> assertThat(each.done()).isCompleted());
    }

    @Test
    void aUnitThatWaitsForRoomIsTakenBackWhenItsTimeIsOver() throws Exception {
        sink.fill();
        Outgoing late = submit(text("late"));

        assertThatThrownBy(() -> lane.await(late, over()))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
        sink.makeRoom();
        executor.runAll();
        submit(text("next"));

        assertThat(sink.events).containsExactly("text:next", "flush");
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void roomThatIsToldBeforeTheRefusalIsBackIsNotMissed() throws Exception {
        sink.makeRoomBeforeTheAnswer(() -> {});
        Outgoing unit = submit(text("a"));

        executor.runAll();

        assertThat(unit.done()).isCompleted();
        assertThat(sink.events).containsExactly("text:a", "flush");
    }

    @Test
    void anotherThreadMayHaveWrittenAllBeforeTheRefusalIsBack() throws Exception {
        sink.makeRoomBeforeTheAnswer(executor::runAll);
        Outgoing unit = submit(text("a"));
        Outgoing next = submit(text("b"));

        assertThat(sink.events).containsExactly("text:a", "flush", "text:b", "flush");
        assertThat(unit.done()).isCompleted();
        assertThat(next.done()).isCompleted();
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void aUnitThatComesWhileTheWriterFlushesTheLastOneIsWrittenToo() throws Exception {
        Gate gate = sink.holdFlush();
        Worker<String> first = Worker.run(() -> submit(text("a")));
        gate.awaitReached();

        Outgoing second = submit(text("b"));
        assertThat(second.done()).isNotDone();
        gate.open();
        first.result();

        assertThat(second.done()).isCompleted();
        assertThat(sink.events).containsExactly("text:a", "flush", "text:b", "flush");
    }

    @Test
    void controlFramesGoBetweenTheFramesOfALargeUnit() throws Exception {
        Held first = hold(large(3 * FRAME));
        count(first, ping(0));
        first.go();

        assertThat(kinds()).containsExactly("BINARY+", "PING", "BINARY+", "BINARY");
        assertThat(ends).hasValue(2);
    }

    private void count(Held held, Outgoing control) throws IOException {
        assertThat(held.worker().isDone()).isFalse();
        count(control);
        lane.submitControl(control);
    }

    private List<String> kinds() {
        return sink.frames().frames().stream()
                .map(frame -> frame.kind() + (frame.last() ? "" : "+"))
                .toList();
    }

    @Test
    void otherDataNeverGoesIntoALargeUnit() throws Exception {
        Held first = hold(large(2 * FRAME + 1));
        submit(text("a"));
        first.go();

        assertThat(kinds()).containsExactly("BINARY+", "BINARY+", "BINARY", "TEXT");
    }

    @Test
    void aLargeUnitGoesOnWhereTheSinkHadEnough() throws Exception {
        Gate gate = sink.frames().hold();
        Worker<String> worker = Worker.run(() -> submit(large(3 * FRAME)));
        gate.awaitReached();
        sink.fill();
        gate.open();
        worker.result();
        assertThat(kinds()).containsExactly("BINARY+");
        Outgoing next = submit(text("next"));

        sink.makeRoom();
        executor.runAll();

        assertThat(kinds()).containsExactly("BINARY+", "BINARY+", "BINARY", "TEXT");
        assertThat(next.done()).isCompleted();
        assertThat(ends).hasValue(2);
    }

    @Test
    void aLargeUnitThatHasBegunIsNotDroppedForOthers() throws Exception {
        Gate gate = sink.frames().hold();
        Outgoing begun = large(3 * FRAME).whenFull(WhenFull.DROP_OLDEST, null);
        Worker<String> worker = Worker.run(() -> submit(begun));
        gate.awaitReached();
        sink.fill();
        gate.open();
        worker.result();
        Outgoing waits = submit(large(FRAME).whenFull(WhenFull.DROP_OLDEST, null));

        Outgoing newer = submit(large(FRAME - 1).whenFull(WhenFull.DROP_OLDEST, null));
        assertFailed(waits, "a newer one took its room");
        sink.makeRoom();
        executor.runAll();

        assertThat(kinds()).containsExactly("BINARY+", "BINARY+", "BINARY", "BINARY");
        assertThat(begun.done()).isCompletedWithValue(null);
        assertThat(newer.done()).isCompletedWithValue(null);
        assertThat(ends).hasValue(3);
    }

    @Test
    void theCloseFrameComesBehindWhatWasHandedIn() throws Exception {
        Held first = hold(text("a"));
        submit(text("b"));
        Outgoing close = Outgoing.close(1000, "done");
        lane.submitClose(close, new IOException("closed"));
        first.go();

        assertThat(sink.events).containsExactly("text:a", "text:b", "close:1000:done", "flush");
        assertThat(close.done()).isCompleted();
    }

    @Test
    void aThreadDoesNotWriteForOthersForEver() throws Exception {
        Held first = hold(text("0"));
        for (int i = 1; i < 200; i++) {
            submit(text(String.valueOf(i)));
        }

        first.go();

        assertThat(sink.frames().frames().size()).isBetween(1, 100);
        assertThat(executor.waiting()).isEqualTo(1);
        executor.runAll();
        assertThat(sink.frames().sent())
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> "text:" + i).toList());
        assertThat(ends).hasValue(200);
    }

    @Test
    void manyPingsAreFlushedBeforeTheSinkRefusesThem() throws Exception {
        Held first = hold(text("a"));
        List<Outgoing> pings = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Outgoing ping = ping(125);
            pings.add(ping);
            lane.submitControl(ping);
        }

        first.go();
        executor.runAll();

        assertThat(pings).allSatisfy(ping -> assertThat(ping.done()).isCompleted());
    }

    static List<Throwable> failures() {
        return List.of(
                new IOException("Broken pipe"),
                new IllegalStateException("The connection has been closed"),
                new NoSuchMethodError("missing"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFrameThatIsNotTakenFailsEveryUnitOnce(Throwable failure) throws Exception {
        Gate gate = sink.frames().hold();
        List<Outgoing> units = List.of(text("a"), text("b"), text("c"));
        units.forEach(this::count);
        Worker<String> worker = Worker.run(() -> lane.submit(units.get(0), soon()));
        gate.awaitReached();
        lane.submit(units.get(1), soon());
        lane.submit(units.get(2), soon());
        sink.frames().failWith(failure);
        gate.open();
        ended(worker, failure);

        assertEveryUnitFailedOnce(units, failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aLaterFrameThatIsNotTakenFailsTheUnitsBeforeItToo(Throwable failure) throws Exception {
        List<Outgoing> units = List.of(text("a"), text("b"));
        count(units.get(1));
        Outgoing breaking = large(1);
        count(breaking);
        sink.frames().failOnBinaryWith(failure);
        Held held = hold(units.get(0));
        lane.submit(breaking, soon());
        lane.submit(units.get(1), soon());
        held.gate().open();
        ended(held.worker(), failure);

        assertThat(ends).hasValue(3);
        assertThat(List.of(units.get(0), breaking, units.get(1)))
                .allSatisfy(unit -> assertThat(unit.done()).isCompletedExceptionally());
        assertThat(listener.failures).hasSize(1);
        assertThat(sink.events).containsExactly("text:a");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFlushThatFailsFailsEveryUnitOnce(Throwable failure) throws Exception {
        Gate gate = sink.frames().hold();
        List<Outgoing> units = List.of(text("a"), text("b"));
        units.forEach(this::count);
        Worker<String> worker = Worker.run(() -> lane.submit(units.get(0), soon()));
        gate.awaitReached();
        lane.submit(units.get(1), soon());
        sink.failFlushWith(failure);
        gate.open();
        ended(worker, failure);

        assertEveryUnitFailedOnce(units, failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFlushThatFailsInTheMiddleOfALargeUnitFailsThatToo(Throwable failure) throws Exception {
        Held held = hold(large(3 * FRAME));
        Outgoing behind = submit(text("b"));
        sink.failFlushWith(failure);
        held.gate().open();
        ended(held.worker(), failure);

        assertFailed(behind, String.valueOf(failure.getMessage()));
        assertThat(ends).hasValue(2);
    }

    private void ended(Worker<String> worker, Throwable failure) throws Exception {
        if (failure instanceof Error) {
            assertThat(worker.failure()).isSameAs(failure);
        } else {
            worker.result();
        }
    }

    private void assertEveryUnitFailedOnce(List<Outgoing> units, Throwable failure) {
        assertThat(units).allSatisfy(unit -> assertFailed(unit, String.valueOf(failure.getMessage())));
        assertThat(ends).hasValue(units.size());
        assertThat(listener.failures).hasSize(1);
        assertThatThrownBy(() -> lane.submit(text("late"), soon())).isInstanceOf(IOException.class);
    }

    @Test
    void aLargeUnitThatFailsInTheMiddleIsNotGoneOnWith() throws Exception {
        Held held = hold(large(3 * FRAME));
        Outgoing queued = submit(text("b"));
        sink.frames().failWith(new IOException("Broken pipe"));
        held.go();
        sink.frames().failWith(null);

        assertThat(kinds()).isEmpty();
        assertThat(queued.done()).isCompletedExceptionally();
        assertThat(ends).hasValue(2);
        assertThat(listener.failures).hasSize(1);
    }

    @Test
    void aLaneThatFailsFailsTheUnitsThatFlyAndSentComesTooLate() throws Exception {
        sink.holdSent();
        Outgoing first = submit(text("a"));
        Outgoing second = submit(text("b"));

        lane.fail(new IOException("Connection reset"));
        sink.land();

        assertFailed(first, "Connection reset");
        assertFailed(second, "Connection reset");
        assertThat(ends).hasValue(2);
    }

    @Test
    void unitsThatHaveLandedAreNotFailedWithTheLane() throws Exception {
        sink.holdSent();
        Outgoing landed = submit(text("a"));
        sink.land();

        lane.fail(new IOException("Connection reset"));

        assertThat(landed.done()).isCompletedWithValue(null);
    }

    @Test
    void aLaneThatFailsWhileAUnitIsWrittenFailsItWhereTheSinkNeverSaysSent() throws Exception {
        sink.holdSent();
        Outgoing unit = text("a");
        Held held = hold(unit);

        lane.fail(new IOException("Connection reset"));
        held.go();

        assertFailed(unit, "Connection reset");
        assertThat(ends).hasValue(1);
    }

    @Test
    void aLaneThatFailsWhileAUnitIsFlushedFailsItWhereTheSinkNeverSaysSent() throws Exception {
        sink.holdSent();
        Gate gate = sink.holdFlush();
        Outgoing unit = text("a");
        Worker<String> worker = Worker.run(() -> submit(unit));
        gate.awaitReached();

        lane.fail(new IOException("Connection reset"));
        gate.open();
        worker.result();

        assertFailed(unit, "Connection reset");
        assertThat(ends).hasValue(1);
    }

    @Test
    void aLargeUnitInTheMiddleOfWhichTheConnectionEndsFails() throws Exception {
        Gate gate = sink.frames().hold();
        Outgoing unit = large(3 * FRAME);
        Worker<String> worker = Worker.run(() -> submit(unit));
        gate.awaitReached();
        sink.fill();
        gate.open();
        worker.result();

        lane.fail(new IOException("Connection reset"));
        sink.frames().failWith(new IOException("The connection is closed"));
        sink.makeRoom();
        executor.runAll();

        assertThat(unit.done()).isCompletedExceptionally();
        assertThat(ends).hasValue(1);
    }

    @Test
    void aFailureBehindTheCloseDoesNotHideThatItWasClosed() {
        sink.failFlushWith(new IOException("gone"));

        lane.submitClose(Outgoing.close(4000, "enough"), new IOException("closed with 4000"));

        assertThat(listener.failures).hasSize(1);
        assertThatThrownBy(() -> submit(text("late"))).hasMessageContaining("closed with 4000");
    }

    @Test
    void whatFailsWithTheFlushBehindTheCloseIsToldThatItWasClosed() throws Exception {
        Outgoing first = text("a");
        Held held = hold(first);
        Outgoing second = submit(text("b"));
        lane.submitClose(Outgoing.close(4000, "enough"), new IOException("closed with 4000"));
        sink.failFlushWith(new IOException("gone"));

        held.go();

        assertFailed(first, "closed with 4000");
        assertFailed(second, "closed with 4000");
        assertThat(ends).hasValue(2);
    }

    @Test
    void whatFailsBeforeTheCloseIsWrittenIsToldThatItWasClosed() throws Exception {
        Outgoing first = text("a");
        Held held = hold(first);
        Outgoing second = submit(text("b"));
        lane.submitClose(Outgoing.close(4000, "enough"), new IOException("closed with 4000"));
        sink.frames().failWith(new IOException("gone"));

        held.go();

        assertFailed(first, "closed with 4000");
        assertFailed(second, "closed with 4000");
    }

    // A close frame that went past the lane, as the answer to the peer's does.

    @Test
    void whatComesBehindACloseFrameWaitsForTheEndAndIsNoFailure() throws Exception {
        sink.frames().failWith(new ClosingException(null));
        Outgoing first = submit(text("a"));
        Outgoing second = submit(text("b"));
        assertThat(first.done()).isNotDone();
        assertThat(listener.failures).isEmpty();

        lane.fail(new IOException("closed with 4001"));

        assertFailed(first, "closed with 4001");
        assertFailed(second, "closed with 4001");
        assertThat(ends).hasValue(2);
        assertThat(listener.failures).isEmpty();
        assertThat(listener.messages).as("counted as sent").hasValue(0);
    }

    @Test
    void whatWasTakenBeforeTheCloseFrameIsSent() throws Exception {
        Outgoing sent = text("a");
        sink.frames().failOnBinaryWith(new ClosingException(null));
        Held held = hold(sent);
        Outgoing late = submit(large(1));

        held.go();

        assertThat(sent.done()).isCompletedWithValue(null);
        assertThat(late.done()).isNotDone();
        lane.fail(new IOException("closed with 4001"));
        assertFailed(late, "closed with 4001");
    }

    @Test
    void aLargeUnitIsNotGoneOnWithBehindACloseFrame() throws Exception {
        Gate gate = sink.frames().hold();
        Outgoing large = large(3 * FRAME);
        Worker<String> worker = Worker.run(() -> submit(large));
        gate.awaitReached();
        sink.fill();
        gate.open();
        worker.result();
        Outgoing next = submit(text("next"));
        sink.frames().failWith(new ClosingException(null));

        sink.makeRoom();
        executor.runAll();

        assertThat(kinds()).containsExactly("BINARY+");
        assertThat(large.done()).isNotDone();
        lane.fail(new IOException("closed with 4001"));
        assertFailed(large, "closed with 4001");
        assertFailed(next, "closed with 4001");
        assertThat(ends).hasValue(2);
    }

    @Test
    void anEndThatIsToldWhileTheSinkRefusesIsNotMissed() throws Exception {
        Outgoing unit = text("a");
        Held held = hold(unit);
        lane.fail(new IOException("closed with 4001"));
        sink.frames().failWith(new ClosingException(null));

        held.go();

        assertFailed(unit, "closed with 4001");
    }

    @Test
    void aFlushThatFailsBehindACloseFrameLeavesItToTheEndToTellWhy() throws Exception {
        sink.failFlushWith(new ClosingException(new IOException("Broken pipe")));
        Outgoing unit = submit(text("a"));
        assertThat(unit.done()).isNotDone();
        assertThat(listener.failures).isEmpty();

        lane.fail(new IOException("closed with 4001"));

        assertFailed(unit, "closed with 4001");
    }

    @Test
    void aUnitBehindACloseFrameStillEndsWithItsTime() throws Exception {
        sink.frames().failWith(new ClosingException(null));
        Outgoing unit = submit(text("a"));

        assertThatThrownBy(() -> lane.await(unit, over()))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));

        assertThat(listener.failures).hasSize(1);
    }

    @Test
    void noThreadToGoOnWithFailsTheUnitsInsteadOfForgettingThem() throws Exception {
        SendLane poor = new SendLane(
                sink,
                task -> {
                    throw new RejectedExecutionException("no thread");
                },
                listener);
        sink.fill();
        // More than the thread that tells of the room writes for others.
        List<Outgoing> units = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            units.add(text("a"));
            poor.submit(units.get(i), soon());
        }

        sink.makeRoom();

        assertFailed(units.get(99), "no thread");
        assertThat(units).allMatch(unit -> unit.done().isDone());
        assertThat(listener.failures).hasSize(1);
        assertThatThrownBy(() -> poor.submit(text("b"), soon())).isInstanceOf(IOException.class);
    }

    /** Whatever the interleaving: each message that was taken ends once, and what is sent keeps the order of its thread. */
    @Test
    void droppedOrSentEachMessageEndsOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicBoolean over = new AtomicBoolean();
        SendLane shared = new SendLane(sink, threads, listener);
        String filling = "x".repeat(20_000);
        Worker<String> system = Worker.run(() -> {
            while (!over.get()) {
                sink.fill();
                Thread.onSpinWait();
                sink.makeRoom();
            }
        });
        List<Outgoing> taken = new ArrayList<>();
        try {
            List<Worker<List<Outgoing>>> senders = new ArrayList<>();
            for (int s = 0; s < 8; s++) {
                String name = s + ":";
                // Those that conflate change places with older ones; their order is no promise.
                WhenFull policy = List.of(WhenFull.WAIT, WhenFull.DROP_OLDEST, WhenFull.DROP_NEWEST, WhenFull.CONFLATE)
                        .get(s % 4);
                senders.add(Worker.start(() -> {
                    List<Outgoing> own = new ArrayList<>();
                    for (int i = 0; i < 200; i++) {
                        Outgoing unit = text(name + i + ":" + filling).whenFull(policy, null);
                        try {
                            count(unit);
                            shared.submit(unit, soon());
                            own.add(unit);
                        } catch (MessageDroppedException refused) {
                            assertThat(refused.superseded()).isFalse();
                            assertThat(unit.done()).isNotDone();
                        }
                    }
                    return own;
                }));
            }
            for (Worker<List<Outgoing>> sender : senders) {
                taken.addAll(sender.result());
            }
        } finally {
            over.set(true);
            system.result();
            sink.makeRoom();
            await().until(() -> ends.get() == taken.size());
            threads.shutdown();
        }

        long sent = taken.stream()
                .filter(unit -> !unit.done().isCompletedExceptionally())
                .count();
        List<String> frames = sink.frames().sent();
        assertThat(frames).hasSize((int) sent).doesNotHaveDuplicates();
        assertThat(listener.messages).hasValue(sent);
        for (int s : new int[] {0, 1, 2, 4, 5, 6}) {
            List<Integer> own = frames.stream()
                    .filter(frame -> frame.startsWith("text:" + s + ":"))
                    .map(frame -> Integer.valueOf(frame.split(":", 4)[2]))
                    .toList();
            assertThat(own).isSorted();
            if (s % 4 == 0) {
                assertThat(own).as("those that wait are never dropped").hasSize(200);
            }
        }
        await().until(threads::isTerminated);
    }

    /** Whatever the interleaving: each unit ends once, in the order of its thread, and no two threads are in the sink. */
    @Test
    void noUnitIsLostAmongManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicBoolean over = new AtomicBoolean();
        SendLane shared = new SendLane(sink, threads, listener);
        sink.holdSent();
        Worker<String> system = Worker.run(() -> {
            for (int i = 0; !over.get(); i++) {
                if (i % 3 == 0) {
                    sink.fill();
                }
                Thread.onSpinWait();
                sink.makeRoom();
                sink.land();
            }
        });
        try {
            List<Worker<List<Outgoing>>> senders = new ArrayList<>();
            for (int s = 0; s < 8; s++) {
                String name = "s" + s + ":";
                senders.add(Worker.start(() -> {
                    List<Outgoing> sent = new ArrayList<>();
                    for (int i = 0; i < 300; i++) {
                        Outgoing unit = text(name + i);
                        shared.submit(unit, soon());
                        sent.add(unit);
                    }
                    return sent;
                }));
            }
            for (Worker<List<Outgoing>> sender : senders) {
                for (Outgoing unit : sender.result()) {
                    shared.await(unit, soon());
                }
            }
        } finally {
            over.set(true);
            system.result();
            threads.shutdown();
        }

        assertThat(sink.frames().overlapped()).isFalse();
        for (int s = 0; s < 8; s++) {
            String prefix = "text:s" + s + ":";
            List<String> own = sink.frames().sent().stream()
                    .filter(frame -> frame.startsWith(prefix))
                    .toList();
            assertThat(own)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 300).mapToObj(i -> prefix + i).toList());
        }
        await().until(threads::isTerminated);
        assertThat(listener.failures).isEmpty();
    }
}
