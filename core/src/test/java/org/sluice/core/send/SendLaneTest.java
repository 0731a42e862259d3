package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.sluice.core.send.Sends.bytes;
import static org.sluice.core.send.Sends.over;
import static org.sluice.core.send.Sends.part;
import static org.sluice.core.send.Sends.soon;
import static org.sluice.core.send.Sends.text;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.SocketClosedException;
import org.sluice.api.WebErrorStatus;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.doubles.Worker;

class SendLaneTest {

    private final RecordingSink sink = new RecordingSink();
    private final RecordingListener listener = new RecordingListener();
    private final SendLane lane = new SendLane(sink, Threads.shared(), listener);

    private void send(Outgoing message) throws IOException {
        Deadline deadline = soon();
        lane.submit(message, deadline);
        lane.await(message, deadline);
    }

    private static SocketClosedException closed() {
        return new SocketClosedException("send", 1000, "done", null);
    }

    /** Holds the writer inside the sink with a message of the given size. */
    private Gate stall(Outgoing unit) throws Exception {
        Gate gate = sink.hold();
        lane.submit(unit, soon());
        gate.awaitReached();
        return gate;
    }

    @Test
    @DisplayName("P4 what is sent goes out at once, in order")
    void messagesGoOutInOrder() throws Exception {
        send(text("a"));
        send(bytes(0));
        send(text("b"));

        assertThat(sink.sent()).containsExactly("text:a", "binary:", "text:b");
        assertThat(listener.messages).hasValue(3);
        assertThat(listener.bytes).hasValue(2);
    }

    @Test
    @DisplayName("P18 the messages of 64 threads never mix and keep the order of each thread")
    void manyThreadsNeverMix() throws Exception {
        List<Worker<String>> senders = new ArrayList<>();
        for (int sender = 0; sender < 64; sender++) {
            String name = "s" + sender + ":";
            boolean inParts = sender % 4 == 0;
            senders.add(Worker.run(() -> {
                for (int i = 0; i < 100; i++) {
                    if (inParts) {
                        sendInParts(name + i);
                    } else {
                        send(text(name + i));
                    }
                }
            }));
        }
        for (Worker<String> sender : senders) {
            sender.result();
        }

        assertThat(sink.overlapped()).isFalse();
        List<String> messages = reassembled();
        assertThat(messages).hasSize(6400).doesNotHaveDuplicates();
        for (int sender = 0; sender < 64; sender++) {
            String name = "s" + sender + ":";
            List<String> own = messages.stream()
                    .filter(message -> message.startsWith(name))
                    .toList();
            for (int i = 0; i < 100; i++) {
                assertThat(own.get(i)).isEqualTo(name + i);
            }
        }
        assertThat(listener.messages).hasValue(6400);
    }

    private void sendInParts(String message) throws IOException {
        int cut = message.indexOf(':') + 1;
        lane.firstPart(part(message.substring(0, cut), false), soon());
        lane.part(part("", false), soon());
        lane.part(part(message.substring(cut), true), soon());
    }

    private List<String> reassembled() {
        List<String> messages = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (RecordingSink.Frame frame : sink.frames()) {
            open.append(frame.text());
            if (frame.last()) {
                messages.add(open.toString());
                open.setLength(0);
            }
        }
        return messages;
    }

    @Test
    @DisplayName("S send: a thread that finds the queue full waits for room")
    void threadThatFindsTheQueueFullWaitsForRoom() throws Exception {
        Gate gate = stall(bytes((int) SendLane.CAPACITY));
        Outgoing next = text("next");
        Worker<String> sender = Worker.run(() -> lane.submit(next, soon())).awaitWaiting();
        assertThat(sender.isDone()).isFalse();

        gate.open();

        sender.result();
        lane.await(next, soon());
        assertThat(sink.frames()).hasSize(5);
    }

    @Test
    void roomThatDoesNotComeInTimeFailsTheSendAndLosesNothingElse() throws Exception {
        Gate gate = stall(bytes((int) SendLane.CAPACITY));

        assertThatThrownBy(() -> lane.submit(text("late"), over()))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT))
                .hasMessageContaining("PT0.001S");
        gate.open();
        send(text("next"));

        assertThat(sink.sent()).doesNotContain("text:late").contains("text:next");
        assertThat(sink.aborts()).isZero();
        assertThat(listener.failures).isEmpty();
    }

    @Test
    @DisplayName(
            "P73 a message that waits behind others is taken back when its time is over, and nothing of it is sent")
    void timeoutWhileQueuedTakesTheMessageBack() throws Exception {
        Gate gate = stall(text("first"));
        Outgoing late = text("late");
        lane.submit(late, soon());

        assertThatThrownBy(() -> lane.await(late, over()))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
        assertThat(late.done()).isCompletedExceptionally();
        gate.open();
        send(text("next"));

        assertThat(sink.sent()).containsExactly("text:first", "text:next");
        assertThat(listener.failures).isEmpty();
        assertThat(listener.messages).hasValue(2);
    }

    @Test
    void messageTakenBackMakesRoomForThoseThatWait() throws Exception {
        Gate gate = stall(text("first"));
        Outgoing large = bytes((int) SendLane.CAPACITY - 64);
        lane.submit(large, soon());
        Worker<String> sender =
                Worker.run(() -> lane.submit(text("next"), soon())).awaitWaiting();

        assertThatThrownBy(() -> lane.await(large, over())).isInstanceOf(IOException.class);

        sender.result();
        gate.open();
    }

    @Test
    @DisplayName("P73 a message that the sink does not take in time cuts the connection")
    void timeoutInsideTheSinkCutsTheConnection() throws Exception {
        Outgoing stuck = text("stuck");
        Gate gate = stall(stuck);
        Outgoing behind = text("behind");
        lane.submit(behind, soon());

        assertThatThrownBy(() -> lane.await(stuck, over()))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));

        assertThat(listener.failures).hasSize(1);
        assertThatThrownBy(() -> lane.await(behind, soon())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lane.submit(text("more"), soon()))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
        gate.open();
        sink.awaitFrames(1);
        assertThat(sink.sent()).containsExactly("text:stuck");
    }

    @Test
    void messageThatTheSinkHasTakenIsSentEvenIfTheTimeIsOver() throws Exception {
        Outgoing message = text("a");
        send(message);

        lane.await(message, Deadline.in(Duration.ofSeconds(-1)));

        assertThat(listener.failures).isEmpty();
    }

    @Test
    @DisplayName("P73 a message that nobody waits for ends in time too")
    void watchedMessageEndsInTime() throws Exception {
        Gate gate = stall(text("first"));
        Outgoing late = text("late");
        lane.submit(late, soon());
        lane.watch(late, over());

        await().until(() -> late.done().isCompletedExceptionally());
        gate.open();
        send(text("next"));

        assertThat(sink.sent()).containsExactly("text:first", "text:next");
    }

    @Test
    void watchedMessageInsideTheSinkCutsTheConnectionInTime() throws Exception {
        Outgoing stuck = text("stuck");
        Gate gate = stall(stuck);
        lane.watch(stuck, over());

        await().until(() -> listener.failures.size() == 1);
        assertThat(stuck.done()).isCompletedExceptionally();
        gate.open();
    }

    @Test
    @DisplayName("P73 an interrupt takes a message that waits back, and surfaces")
    void interruptWhileQueuedTakesTheMessageBack() throws Exception {
        Gate gate = stall(text("first"));
        Outgoing message = text("interrupted");
        Worker<String> sender = Worker.run(() -> {
                    lane.submit(message, soon());
                    lane.await(message, soon());
                })
                .awaitWaiting();

        sender.interrupt();

        assertThat(sender.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(sender.endedInterrupted()).isTrue();
        gate.open();
        send(text("next"));
        assertThat(sink.sent()).containsExactly("text:first", "text:next");
        assertThat(listener.messages).hasValue(2);
    }

    @Test
    @DisplayName("P73 an interrupt surfaces at once also while the sink works")
    void interruptWhileTheSinkWorksSurfacesAtOnce() throws Exception {
        Outgoing message = text("a");
        Gate gate = stall(message);
        Worker<String> sender = Worker.run(() -> lane.await(message, soon())).awaitWaiting();

        sender.interrupt();

        assertThat(sender.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(sender.endedInterrupted()).isTrue();
        assertThat(listener.failures).isEmpty();
        gate.open();
    }

    @Test
    void interruptWhileWaitingForRoomSurfaces() throws Exception {
        Gate gate = stall(bytes((int) SendLane.CAPACITY));
        Worker<String> sender = Worker.run(() -> lane.submit(text("a"), soon())).awaitWaiting();

        sender.interrupt();

        assertThat(sender.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(sender.endedInterrupted()).isTrue();
        gate.open();
        send(text("next"));
        assertThat(sink.sent()).doesNotContain("text:a");
    }

    @Test
    void otherMessagesWaitUntilTheOpenOneEnds() throws Exception {
        lane.firstPart(part("a", false), soon());
        Worker<String> sender = Worker.run(() -> send(text("between"))).awaitWaiting();
        lane.part(part("b", false), soon());
        lane.part(part("c", true), soon());

        sender.result();
        assertThat(sink.sent()).containsExactly("binary:a+", "binary:b+", "binary:c", "text:between");
    }

    @Test
    void threadThatLeavesTheLineLetsTheNextOneGo() throws Exception {
        lane.firstPart(part("a", false), soon());
        Worker<String> leaves = Worker.run(() -> send(text("leaves"))).awaitWaiting();
        Worker<String> stays = Worker.run(() -> send(text("stays"))).awaitWaiting();

        leaves.interrupt();
        leaves.failure();
        lane.part(part("b", true), soon());

        stays.result();
        assertThat(sink.sent()).containsExactly("binary:a+", "binary:b", "text:stays");
    }

    @Test
    void turnThatDoesNotComeInTimeFailsTheMessageOnly() throws Exception {
        lane.firstPart(part("a", false), soon());

        assertThatThrownBy(() -> lane.submit(text("late"), over())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lane.firstPart(part("late", false), over())).isInstanceOf(IOException.class);
        lane.part(part("b", true), soon());
        send(text("next"));

        assertThat(sink.sent()).containsExactly("binary:a+", "binary:b", "text:next");
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void firstPartWithoutRoomGivesTheTurnBack() throws Exception {
        Gate gate = stall(bytes((int) SendLane.CAPACITY));

        assertThatThrownBy(() -> lane.firstPart(part("late", false), over())).isInstanceOf(IOException.class);
        gate.open();
        send(text("next"));

        assertThat(sink.sent()).contains("text:next").doesNotContain("binary:late+");
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void laterPartWithoutRoomCutsTheConnection() throws Exception {
        lane.firstPart(part("a", false), soon());
        sink.awaitFrames(1);
        Gate gate = sink.hold();
        lane.part(Outgoing.binary(ByteBuffer.allocate((int) SendLane.CAPACITY), false), soon());
        gate.awaitReached();

        assertThatThrownBy(() -> lane.part(part("late", true), over())).isInstanceOf(IOException.class);

        assertThat(listener.failures).hasSize(1);
        assertThatThrownBy(() -> lane.submit(text("next"), soon())).isInstanceOf(IOException.class);
        gate.open();
    }

    @Test
    void pingPassesDataThatWaits() throws Exception {
        Gate gate = stall(text("first"));
        lane.submit(text("second"), soon());
        lane.submitControl(Outgoing.ping(ByteBuffer.allocate(0)));
        gate.open();

        assertThat(sink.awaitFrames(3).sent()).containsExactly("text:first", "ping", "text:second");
        assertThat(listener.messages).hasValue(2);
    }

    @Test
    void pingWaitsForTheEndOfAnOpenMessage() throws Exception {
        lane.firstPart(part("a", false), soon());
        sink.awaitFrames(1);
        lane.submitControl(Outgoing.ping(ByteBuffer.allocate(0)));
        lane.part(part("b", true), soon());

        assertThat(sink.awaitFrames(3).sent()).containsExactly("binary:a+", "binary:b", "ping");
    }

    @Test
    @DisplayName("P34 what was queued goes out before the close frame")
    void closeLetsQueuedDataOutFirst() throws Exception {
        Gate gate = stall(text("first"));
        Outgoing queued = text("second");
        lane.submit(queued, soon());
        lane.submitControl(Outgoing.ping(ByteBuffer.allocate(0)));

        lane.submitClose(Outgoing.close(1000, "done"), closed());

        assertThatThrownBy(() -> lane.submit(text("late"), soon()))
                .isInstanceOfSatisfying(SocketClosedException.class, e -> {
                    assertThat(e.closeCode()).isEqualTo(1000);
                    assertThat(e.reason()).isEqualTo("done");
                });
        assertThatThrownBy(() -> lane.submitControl(Outgoing.ping(ByteBuffer.allocate(0))))
                .isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> lane.firstPart(part("late", true), soon())).isInstanceOf(SocketClosedException.class);
        gate.open();
        lane.await(queued, soon());
        assertThat(sink.awaitFrames(4).sent()).containsExactly("text:first", "ping", "text:second", "close:1000:done");
    }

    @Test
    void secondCloseHasNoEffect() throws Exception {
        lane.submitClose(Outgoing.close(1000, "done"), closed());
        lane.submitClose(Outgoing.close(1001, "again"), closed());
        lane.fail(closed());
        lane.submitClose(Outgoing.close(1002, "after the end"), closed());

        assertThat(sink.sent()).doesNotContain("close:1001:again", "close:1002:after the end");
    }

    @Test
    void closeRefusesTheRestOfAnOpenMessageAndStillGoesOut() throws Exception {
        lane.firstPart(part("a", false), soon());
        sink.awaitFrames(1);
        Gate gate = sink.hold();
        lane.part(part("b", false), soon());
        gate.awaitReached();
        lane.submitClose(Outgoing.close(1000, "done"), closed());

        assertThatThrownBy(() -> lane.part(part("c", true), soon())).isInstanceOf(SocketClosedException.class);
        gate.open();

        assertThat(sink.awaitFrames(3).sent()).containsExactly("binary:a+", "binary:b+", "close:1000:done");
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void closeWakesThoseThatWaitForRoomOrTheTurn() throws Exception {
        Gate gate = stall(bytes((int) SendLane.CAPACITY));
        Worker<String> forRoom =
                Worker.run(() -> lane.firstPart(part("a", false), soon())).awaitWaiting();
        Worker<String> forTurn =
                Worker.run(() -> lane.submit(text("b"), soon())).awaitWaiting();

        lane.submitClose(Outgoing.close(1000, "done"), closed());

        assertThat(forRoom.failure()).isInstanceOf(SocketClosedException.class);
        assertThat(forTurn.failure()).isInstanceOf(SocketClosedException.class);
        gate.open();
    }

    @Test
    void failureWakesEverybody() throws Exception {
        Outgoing stuck = bytes((int) SendLane.CAPACITY);
        Gate gate = stall(stuck);
        Worker<String> forRoom =
                Worker.run(() -> lane.firstPart(part("a", false), soon())).awaitWaiting();
        Worker<String> forTurn =
                Worker.run(() -> lane.submit(text("b"), soon())).awaitWaiting();

        lane.fail(new IOException("Connection reset"));

        for (Worker<String> waiter : List.of(forRoom, forTurn)) {
            assertThat(WebErrorStatus.of(waiter.failure())).isSameAs(WebErrorStatus.CONNECTION_RESET);
        }
        gate.open();
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void failureFailsWhatIsQueued() throws Exception {
        Gate gate = stall(text("first"));
        Outgoing queued = text("second");
        lane.submit(queued, soon());
        Worker<String> sender = Worker.run(() -> lane.await(queued, soon())).awaitWaiting();
        Outgoing ping = Outgoing.ping(ByteBuffer.allocate(0));
        lane.submitControl(ping);

        lane.fail(new IOException("Connection reset"));

        assertThat(WebErrorStatus.of(sender.failure())).isSameAs(WebErrorStatus.CONNECTION_RESET);
        assertThat(ping.done()).isCompletedExceptionally();
        gate.open();
        sink.awaitFrames(1);
        assertThat(sink.sent()).containsExactly("text:first");
    }

    static List<Throwable> sinkFailures() {
        return List.of(
                new IOException("Broken pipe"),
                new IllegalStateException("The connection has been closed"),
                new NoSuchMethodError("SendResult.getSession"));
    }

    @ParameterizedTest
    @MethodSource("sinkFailures")
    void sinkThatFailsEndsTheLane(Throwable failure) throws Exception {
        AtomicBoolean surfaced = new AtomicBoolean();
        SendLane guarded = new SendLane(
                sink,
                task -> Threads.shared().execute(() -> {
                    try {
                        task.run();
                    } catch (Error e) {
                        surfaced.set(true);
                    }
                }),
                listener);
        Gate gate = sink.hold();
        Outgoing message = text("a");
        guarded.submit(message, soon());
        gate.awaitReached();
        Outgoing queued = text("b");
        guarded.submit(queued, soon());
        sink.failWith(failure);
        gate.open();

        for (Outgoing unit : List.of(message, queued)) {
            assertThatThrownBy(() -> guarded.await(unit, soon()))
                    .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.CONNECTION_ABORTED));
        }
        assertThatThrownBy(() -> guarded.submit(text("c"), soon())).isInstanceOf(IOException.class);
        await().until(() -> listener.failures.size() == 1);
        assertThat(listener.messages).hasValue(0);
        await().until(() -> surfaced.get() == failure instanceof Error);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 70_000})
    void queueNeverHoldsMoreThanItsCapacity(int size) throws Exception {
        Gate gate = stall(bytes(size));
        Outgoing message = bytes(size);
        int queued = 1;
        while (true) {
            try {
                lane.submit(message, over());
                queued++;
                message = bytes(size);
            } catch (IOException full) {
                break;
            }
        }

        assertThat((long) queued * Math.max(64, size)).isLessThanOrEqualTo(SendLane.CAPACITY);
        gate.open();
    }

    @Test
    void writerThatGotNoThreadIsTriedAgainWithTheNextUnit() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        SendLane poor = new SendLane(
                sink,
                task -> {
                    if (full.get()) {
                        throw new RejectedExecutionException("no thread");
                    }
                    task.run();
                },
                listener);

        assertThatThrownBy(() -> poor.submit(text("a"), soon())).hasMessage("no thread");
        full.set(false);
        poor.submit(text("b"), soon());

        assertThat(sink.sent()).containsExactly("text:a", "text:b");
    }

    @Test
    void anInterruptedSendOfTheCallersBufferThatTheSinkIsReadingCutsTheConnection() throws Exception {
        Gate gate = sink.hold();
        ByteBuffer data = bytes("before");
        Outgoing message = Outgoing.borrowed(data, true);
        Worker<String> sender = Worker.run(() -> send(message));
        gate.awaitReached();
        sender.awaitWaiting().interrupt();

        assertThat(sender.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(sender.endedInterrupted()).isTrue();
        assertThat(listener.failures).hasSize(1).first().isInstanceOf(InterruptedIOException.class);
        assertThat(message.done()).isCompletedExceptionally();
        gate.open();
    }

    @Test
    void anInterruptedSendOfTheCallersBufferThatStillWaitsIsTakenBack() throws Exception {
        Gate gate = stall(bytes((int) SendLane.CAPACITY - 100));
        Outgoing message = Outgoing.borrowed(bytes("waits"), true);
        Worker<String> sender = Worker.run(() -> send(message)).awaitWaiting();
        sender.interrupt();

        assertThat(sender.failure()).isInstanceOf(InterruptedIOException.class);
        gate.open();
        send(text("next"));

        assertThat(sink.sent()).doesNotContain("binary:waits").endsWith("text:next");
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void anInterruptedPartOfTheCallersBufferCutsTheConnectionAlsoWhereItWaits() throws Exception {
        Gate gate = stall(bytes(100));
        Outgoing part = Outgoing.borrowed(bytes("part"), false);
        Worker<String> sender = Worker.run(() -> {
                    lane.firstPart(part, soon());
                    lane.await(part, soon());
                })
                .awaitWaiting();
        sender.interrupt();

        assertThat(sender.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(listener.failures).hasSize(1);
        gate.open();
    }

    @Test
    void anInterruptedSendOfBytesThatNobodyChangesLeavesTheConnection() throws Exception {
        Gate gate = sink.hold();
        Worker<String> sender = Worker.run(() -> send(part("own", true)));
        gate.awaitReached();
        sender.awaitWaiting().interrupt();

        assertThat(sender.failure()).isInstanceOf(InterruptedIOException.class);
        gate.open();
        send(text("next"));

        assertThat(sink.sent()).containsExactly("binary:own", "text:next");
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void anInterruptedSendThatTheSinkHasCopiedLeavesTheConnection() throws Exception {
        PromptSinkDouble prompt = new PromptSinkDouble();
        prompt.holdSent();
        SendLane direct = new SendLane(prompt, Threads.shared(), listener);
        Outgoing message = Outgoing.borrowed(bytes("copied"), true);
        Worker<String> sender = Worker.run(() -> {
                    direct.submit(message, soon());
                    direct.await(message, soon());
                })
                .awaitWaiting();
        sender.interrupt();

        assertThat(sender.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(listener.failures).isEmpty();
        prompt.land();
        assertThat(message.done()).isCompleted();
    }
}
