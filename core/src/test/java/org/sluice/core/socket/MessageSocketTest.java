package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.Message;
import org.sluice.api.MessageDroppedException;
import org.sluice.api.MessageTooBigException;
import org.sluice.api.MessageType;
import org.sluice.api.ReceiveMode;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WhenFull;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.Worker;
import org.sluice.core.receive.Backlog;

class MessageSocketTest {

    private final FakeConnector connector = new FakeConnector();
    private final MessageSocket socket = new MessageSocket(connector);
    private final List<String> events = new CopyOnWriteArrayList<>();

    private void open() throws IOException {
        connector.opensAtOnce = true;
        connector.answering(socket);
        socket.onClosed((which, event) -> events.add("closed:" + event.code()));
        socket.connect(URI.create("ws://localhost"));
    }

    private void recordMessages() {
        socket.onReceived((which, message) -> events.add((message.type() == MessageType.UTF8
                        ? message.text()
                        : "binary:" + message.bytes().remaining())
                + (message.complete() ? "" : "+")));
    }

    private void awaitEvents(int count) {
        await().dontCatchUncaughtExceptions().until(() -> events.size() >= count);
    }

    // Receiving.

    @Test
    @DisplayName("P36 received is raised per message, P12 with the whole of it")
    void partsBecomeWholeMessages() throws Exception {
        recordMessages();
        open();
        socket.text("a", false);
        socket.text("b", true);
        socket.binary(ByteBuffer.allocate(3), false);
        socket.binary(ByteBuffer.allocate(4), true);
        socket.text("", true);

        awaitEvents(3);
        assertThat(events).containsExactly("ab", "binary:7", "");
        assertThat(socket.information().messagesReceived()).isEqualTo(3);
        assertThat(socket.information().bytesReceived()).isEqualTo(9);
    }

    @Test
    void partialModeRaisesEachPart() throws Exception {
        socket.control().receiveMode(ReceiveMode.PARTIAL);
        recordMessages();
        open();
        socket.text("a", false);
        socket.text("b", true);
        ByteBuffer reused = ByteBuffer.allocate(3);
        socket.binary(reused, false);

        awaitEvents(3);
        assertThat(events).containsExactly("a+", "b", "binary:3+");
    }

    @Test
    void messagesWithoutAHandlerAreDropped() throws Exception {
        open();
        for (int i = 0; i < 100; i++) {
            socket.binary(ByteBuffer.allocate(60_000), true);
        }
        socket.closed(1000, "", null);

        awaitEvents(1);
        assertThat(events).containsExactly("closed:1000");
    }

    @Test
    @DisplayName("P34 closed comes after the messages received before it, and no message after it")
    void queuedMessagesComeBeforeTheClosedEvent() throws Exception {
        Gate gate = new Gate();
        socket.onReceived((which, message) -> {
            gate.pass();
            events.add(message.text());
        });
        open();
        socket.text("a", true);
        socket.text("b", true);
        socket.closed(1000, "", null);
        socket.text("too late", true);
        gate.open();

        awaitEvents(3);
        assertThat(events).containsExactly("a", "b", "closed:1000");
    }

    @Test
    @DisplayName("P33 closing inside a message handler is legal")
    void closeInsideAHandler() throws Exception {
        socket.onReceived((which, message) -> {
            events.add(message.text());
            which.close();
        });
        open();
        socket.text("a", true);
        socket.text("given up", true);

        awaitEvents(2);
        assertThat(events).startsWith("a").endsWith("closed:1005").doesNotContain("given up");
    }

    @Test
    @DisplayName("P33 sending inside a message handler is legal")
    void sendInsideAHandler() throws Exception {
        socket.onReceived((which, message) -> which.send("echo " + message.text()));
        open();
        socket.text("a", true);

        assertThat(connector.sink.awaitFrames(1).sent()).containsExactly("text:echo a");
    }

    @Test
    void handlerThatFailsClosesWith1011() throws Exception {
        socket.onReceived((which, message) -> {
            throw new IOException("application");
        });
        open();
        socket.text("a", true);

        awaitEvents(1);
        assertThat(events).containsExactly("closed:1011");
    }

    @Test
    void handlerThatEndsInAnErrorClosesWith1011Too() throws Exception {
        socket.onReceived((which, message) -> {
            throw new AssertionError("application");
        });
        open();
        socket.text("a", true);

        awaitEvents(1);
        assertThat(events).containsExactly("closed:1011");
    }

    @Test
    @DisplayName(
            "P14, M message control: a message over the limit closes with 1009, and the handler's access to it throws")
    void oversizedMessage() throws Exception {
        Gate gate = new Gate();
        socket.control().maxMessageSize(3);
        socket.onReceived((which, message) -> {
            gate.pass();
            try {
                events.add(message.text());
            } catch (MessageTooBigException e) {
                events.add("too big");
                throw e;
            }
        });
        open();
        socket.text("abc", true);
        socket.text("ok", true);
        socket.text("abcd", false);
        socket.text("more", true);
        assertThat(socket.isOpen()).isFalse();
        gate.open();

        awaitEvents(4);
        assertThat(events).startsWith("abc", "ok", "too big");
        assertThat(events.subList(3, events.size())).containsExactly("closed:1009");
        assertThat(connector.sink.sent()).hasSize(1).allMatch(frame -> frame.startsWith("close:1009:"));
    }

    @Test
    void oversizedMessageReleasesThePortAtOnce() throws Exception {
        Gate gate = new Gate();
        socket.control().maxMessageSize(300_000);
        socket.onReceived((which, message) -> gate.pass());
        open();
        assertThat(socket.binary(ByteBuffer.allocate(300_000), true)).isFalse();
        assertThat(connector.brake.releases()).isZero();

        socket.binary(ByteBuffer.allocate(300_001), true);

        assertThat(connector.brake.releases()).isEqualTo(1);
        gate.open();
    }

    @Test
    @DisplayName("P18 a handler that is slow stops the peer, and the peer goes on afterwards")
    void slowHandlerPausesThePort() throws Exception {
        Gate gate = new Gate();
        socket.onReceived((which, message) -> gate.pass());
        open();
        int count = 1;
        while (socket.binary(ByteBuffer.allocate(60_000), true)) {
            count++;
        }

        assertThat(count).isEqualTo(5);
        assertThat(connector.brake.releases()).isZero();
        gate.open();
        connector.brake.awaitReleases(1);
        assertThat(socket.binary(ByteBuffer.allocate(1), true)).isTrue();
    }

    @Test
    void textInPartsCountsWithAllItsParts() throws Exception {
        Gate gate = new Gate();
        socket.onReceived((which, message) -> gate.pass());
        open();
        String part = "a".repeat(50_000);
        int messages = 0;
        boolean more = true;
        while (more && messages < 100) {
            socket.text(part, false);
            more = socket.text("", true);
            messages++;
        }

        assertThat(messages).isEqualTo((int) (Backlog.CAPACITY / 50_000) + 1);
        gate.open();
    }

    @Test
    void closeOfThisEndReleasesAPausedPort() throws Exception {
        Gate gate = new Gate();
        socket.onReceived((which, message) -> gate.pass());
        open();
        assertThat(socket.binary(ByteBuffer.allocate(300_000), true)).isFalse();

        socket.close();

        assertThat(connector.brake.releases()).isEqualTo(1);
        assertThat(socket.binary(ByteBuffer.allocate(300_000), true)).isTrue();
        gate.open();
    }

    // Sending.

    @Test
    @DisplayName("P2-P3 P16 P18 text and binary messages are sent whole")
    void messagesAreSent() throws Exception {
        open();
        ByteBuffer data = StandardCharsets.UTF_8.encode("xyz").position(1);
        socket.send("é");
        socket.send(data);
        socket.sendAsync("async").join();
        socket.sendAsync(data).join();
        socket.sendJson(Map.of("a", 1));
        socket.sendFrame(data, false);
        socket.sendFrame(data, true);

        assertThat(data.remaining()).isEqualTo(2);
        assertThat(connector.sink.sent())
                .containsExactly(
                        "text:é", "binary:yz", "text:async", "binary:yz", "text:{\"a\":1}", "binary:yz+", "binary:yz");
        assertThat(socket.information().messagesSent()).isEqualTo(6);
        assertThat(socket.information().bytesSent()).isEqualTo(2 + 2 + 5 + 2 + 7 + 4);
    }

    @Test
    void dataOfAnAsyncSendIsFreeAtOnce() throws Exception {
        open();
        Gate gate = connector.sink.hold();
        byte[] array = {'a'};
        assertThat(socket.sendAsync("first")).isNotDone();
        gate.awaitReached();
        assertThat(socket.sendAsync(ByteBuffer.wrap(array))).isNotDone();
        array[0] = 'b';
        gate.open();

        assertThat(connector.sink.awaitFrames(2).sent()).containsExactly("text:first", "binary:a");
    }

    @Test
    void aMessageIsSentAsItSays() throws Exception {
        open();
        socket.send(Message.text("é"));
        socket.send(Message.binary(StandardCharsets.UTF_8.encode("xyz").position(1)));
        socket.sendAsync(Message.text("async")).join();

        assertThat(connector.sink.sent()).containsExactly("text:é", "binary:yz", "text:async");
        assertThat(socket.information().bytesSent()).isEqualTo(2 + 2 + 5);
    }

    /** A quarter of the queue, which names itself. */
    private static Message quarter(String name) {
        return Message.binary(ByteBuffer.allocate(64 * 1024)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .rewind());
    }

    /** The writer is held with the first of four quarters. */
    private Gate full(Message... others) throws Exception {
        Gate gate = connector.sink.hold();
        assertThat(socket.sendAsync(quarter("first"))).isNotDone();
        gate.awaitReached();
        for (Message other : others) {
            assertThat(socket.sendAsync(other)).isNotDone();
        }
        return gate;
    }

    private List<String> sentNames(int count) {
        return connector.sink.awaitFrames(count).frames().stream()
                .map(frame -> frame.text().replace("\0", ""))
                .toList();
    }

    @Test
    @DisplayName("P73 a message with a time of its own that still waits when that is over is never sent")
    void aMessageHasATimeOfItsOwn() throws Exception {
        open();
        Gate gate = full();

        assertThatThrownBy(() -> socket.send(Message.text("late").within(Duration.ofMillis(1))))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT))
                .hasMessageContaining("PT0.001S");
        CompletableFuture<Void> async = socket.sendAsync(Message.text("late").within(Duration.ofMillis(1)));
        assertThatThrownBy(async::join)
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
        gate.open();
        socket.send("next");

        assertThat(sentNames(2)).containsExactly("first", "next");
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void aMessageThatWaitsForRoomHasATimeOfItsOwnToo() throws Exception {
        open();
        Gate gate = full(quarter("a"), quarter("b"), quarter("c"));

        assertThatThrownBy(() -> socket.send(Message.text("late").within(Duration.ofMillis(1))))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
        gate.open();
        socket.send("next");

        assertThat(sentNames(5)).containsExactly("first", "a", "b", "c", "next");
    }

    @Test
    void theControlSaysWhatBecomesOfAMessageWithoutRoomAndTheMessageMayKnowBetter() throws Exception {
        socket.control().whenFull(WhenFull.FAIL);
        open();
        Gate gate = full(quarter("a"), quarter("b").whenFull(WhenFull.CONFLATE).key("k"), quarter("c"));

        for (Worker.Action send : List.<Worker.Action>of(
                () -> socket.send("late"),
                () -> socket.send(ByteBuffer.allocate(1)),
                () -> socket.send(Message.text("late")),
                () -> socket.sendJson("late"),
                () -> socket.sendAsync("late").get(),
                () -> socket.sendAsync(ByteBuffer.allocate(1)).get())) {
            assertThatThrownBy(send::run)
                    .extracting(e -> e instanceof ExecutionException ? e.getCause() : e)
                    .isInstanceOfSatisfying(MessageDroppedException.class, e -> assertThat(e.policy())
                            .isSameAs(WhenFull.FAIL));
        }
        CompletableFuture<Void> newer =
                socket.sendAsync(quarter("d").whenFull(WhenFull.CONFLATE).key("k"));
        gate.open();

        newer.join();
        assertThat(sentNames(4)).containsExactly("first", "a", "d", "c");
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void theFutureOfADroppedMessageCompletesOnceAndSaysSo() throws Exception {
        socket.control().whenFull(WhenFull.DROP_OLDEST);
        open();
        Gate gate = full();
        List<Throwable> ends = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> dropped = socket.sendAsync(quarter("dropped"));
        CompletableFuture<Void> told = dropped.whenComplete((none, failure) -> ends.add(failure));
        socket.sendAsync(quarter("b")).isDone();
        socket.sendAsync(quarter("c")).isDone();

        CompletableFuture<Void> newest = socket.sendAsync(quarter("d"));

        await().until(told::isDone);
        assertThat(dropped).isCompletedExceptionally();
        gate.open();
        newest.join();
        assertThat(sentNames(4)).containsExactly("first", "b", "c", "d");
        assertThat(ends).singleElement().isInstanceOfSatisfying(MessageDroppedException.class, e -> assertThat(
                        e.superseded())
                .isTrue());
        assertThat(socket.information().messagesSent()).isEqualTo(4);
    }

    @Test
    void anInterruptedSendOfAMessageDoesNotCountAsSentAndLeavesTheQueue() throws Exception {
        open();
        Gate gate = full();
        Worker<String> sender =
                Worker.run(() -> socket.send(Message.text("interrupted"))).awaitWaiting();

        sender.interrupt();

        assertThat(sender.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(sender.endedInterrupted()).isTrue();
        gate.open();
        socket.send("next");
        assertThat(sentNames(2)).containsExactly("first", "next");
        assertThat(socket.information().messagesSent()).isEqualTo(2);
    }

    @Test
    @DisplayName("P67-P68 text that has no UTF-8 form is a wrong argument, and named")
    void loneSurrogateIsAWrongArgument() throws Exception {
        open();

        assertThatThrownBy(() -> socket.send("\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("text has a surrogate");
        assertThatThrownBy(() -> socket.sendAsync("\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("text has a surrogate");
        assertThat(connector.sink.frames()).isEmpty();
    }

    @Test
    @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // What a caller without a null checker may do.
    @DisplayName("P67-P68 a null argument is named")
    void nullsAreNamed() {
        Map<String, List<Worker.Action>> calls = Map.of(
                "text", List.of(() -> socket.send((String) null), () -> socket.sendAsync((String) null)),
                "data",
                        List.of(
                                () -> socket.send((ByteBuffer) null),
                                () -> socket.sendAsync((ByteBuffer) null),
                                () -> socket.sendFrame(null, true)),
                "value", List.of(() -> socket.sendJson(null)),
                "message", List.of(() -> socket.send((Message) null), () -> socket.sendAsync((Message) null)),
                "handler", List.of(() -> socket.onReceived(null), () -> socket.onClosed(null)));
        calls.forEach((name, actions) -> actions.forEach(action ->
                assertThatNullPointerException().isThrownBy(action::run).withMessage(name)));
    }

    // The output stream.

    @Test
    @DisplayName("P31 P40 P48 each flush of the output stream sends one message of the chosen type")
    void flushSendsOneMessage() throws Exception {
        open();
        OutputStream output = socket.outputStream();
        output.write('a');
        output.write(new byte[] {'b', 'c'});
        output.flush();
        output.flush();
        socket.control().messageType(MessageType.UTF8);
        output.write("é".getBytes(StandardCharsets.UTF_8));
        output.close();
        output.close();

        assertThat(connector.sink.sent()).containsExactly("binary:abc", "text:é");
        assertThat(socket.isOpen()).isTrue();
        assertThatThrownBy(() -> output.write(1)).hasMessageContaining("closed");
        assertThatThrownBy(output::flush).hasMessageContaining("closed");
    }

    @Test
    void textThatIsNoUtf8FailsTheFlushAndIsDiscarded() throws Exception {
        open();
        socket.control().messageType(MessageType.UTF8);
        OutputStream output = socket.outputStream();
        output.write(0xc3);
        assertThatThrownBy(output::flush).isInstanceOf(CharacterCodingException.class);
        output.write('a');
        output.flush();

        assertThat(connector.sink.sent()).containsExactly("text:a");
    }

    @Test
    void collectedMessageIsBounded() throws Exception {
        socket.control().maxMessageSize(3);
        open();
        OutputStream output = socket.outputStream();
        output.write(new byte[3]);

        assertThatThrownBy(() -> output.write(1)).isInstanceOf(MessageTooBigException.class);
    }

    @Test
    @DisplayName("P31 a message that grew too big is never sent in part, and the next one is sent")
    void aMessageThatGrewTooBigIsDroppedAndTheFlushSaysSo() throws Exception {
        socket.control().maxMessageSize(3);
        open();
        OutputStream output = socket.outputStream();
        output.write(new byte[] {'a', 'b', 'c'});
        assertThatThrownBy(() -> output.write('d')).isInstanceOf(MessageTooBigException.class);
        assertThatThrownBy(() -> output.write('e'))
                .as("the rest must not pass for a message")
                .isInstanceOf(MessageTooBigException.class);
        assertThatThrownBy(output::flush).isInstanceOf(MessageTooBigException.class);

        output.write('f');
        output.flush();
        output.write(new byte[3]);
        assertThatThrownBy(() -> output.write(1)).isInstanceOf(MessageTooBigException.class);
        assertThatThrownBy(output::close).isInstanceOf(MessageTooBigException.class);
        output.close();

        assertThat(connector.sink.sent()).containsExactly("binary:f");
        assertThat(socket.isOpen()).isTrue();
    }
}
