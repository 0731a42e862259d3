package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.Phase;
import org.sluice.api.SocketClosedException;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.Callbacks;
import org.sluice.core.common.ContextExecutor;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.Worker;

class AbstractSocketTest {

    private static final URI SERVER = URI.create("ws://localhost/echo");

    /** Long enough for the writer to be at work on what is sent; before that a send whose time is over takes it back. */
    private static final Duration AT_WORK = Duration.ofMillis(500);

    private final FakeConnector connector = new FakeConnector();
    private final MessageSocket socket = new MessageSocket(connector);
    private final List<ClosedEvent> closed = new CopyOnWriteArrayList<>();

    AbstractSocketTest() {
        socket.onClosed((which, event) -> {
            assertThat(which).isSameAs(socket);
            closed.add(event);
        });
    }

    private MessageSocket connected() throws IOException {
        connector.opensAtOnce = true;
        socket.connect(SERVER);
        return socket;
    }

    private ClosedEvent closedEvent() {
        await().until(() -> !closed.isEmpty());
        callbacksDone();
        assertThat(closed).hasSize(1);
        return closed.get(0);
    }

    private void callbacksDone() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        socket.calls().callBack(() -> done.complete(null));
        done.join();
    }

    // Connecting.

    @Test
    @DisplayName("P29 once connected, one can send")
    void connectOpensTheSocket() throws Exception {
        socket.setRequestHeader("X-A", "b");
        socket.control().connectTimeout(Duration.ofSeconds(7));
        connector.opensAtOnce = true;
        assertThat(socket.isOpen()).isFalse();

        CompletableFuture<Void> connecting = socket.connectAsync(URI.create("WS://localhost/a%20b"));

        assertThat(connecting).isCompleted();
        assertThat(socket.isOpen()).isTrue();
        Connector.Request request = Objects.requireNonNull(connector.request);
        assertThat(request.uri()).hasToString("ws://localhost/a%20b");
        assertThat(request.headers()).containsEntry("X-A", List.of("b"));
        assertThat(request.options().connectTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(socket.information().protocol()).hasValue("chat");
        socket.send("hello");
        assertThat(connector.sink.sent()).containsExactly("text:hello");
        assertThat(socket.information().messagesSent()).isEqualTo(1);
    }

    @Test
    @DisplayName("P67-P68 a wrong argument is reported at once and leaves the socket as it was")
    @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // What a caller without a null checker may do.
    void wrongArgumentLeavesTheSocketAsItWas() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> socket.connectAsync(URI.create("http://localhost")));
        assertThatNullPointerException()
                .isThrownBy(() -> socket.connectAsync(null))
                .withMessage("uri");
        assertThatNullPointerException().isThrownBy(() -> socket.connect(null)).withMessage("uri");
        assertThatNullPointerException()
                .isThrownBy(() -> socket.setRequestHeader(null, "value"))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> socket.setRequestHeader("name", null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> socket.close(1000, null))
                .withMessage("reason");

        assertThat(connected().isOpen()).isTrue();
    }

    @Test
    @DisplayName("M request header: a socket that a container opens refuses one, instead of ignoring it")
    void requestHeaderNeedsARequest() {
        MessageSocket ofServer = new MessageSocket(null);

        assertThatThrownBy(() -> ofServer.setRequestHeader("X-A", "b"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("A request header can be set only on a socket that connects by itself");
    }

    @Test
    @DisplayName("M connect: a second connect is refused")
    void secondConnectIsRefused() throws Exception {
        assertThat(socket.connectAsync(SERVER)).isNotDone();
        assertThatIllegalStateException().isThrownBy(() -> socket.connectAsync(SERVER));
        connector.open(socket);
        assertThatIllegalStateException().isThrownBy(() -> socket.connect(SERVER));
        socket.closed(1000, "", null);
        assertThatIllegalStateException().isThrownBy(() -> socket.connect(SERVER));
    }

    @Test
    void socketOfAServerCannotConnect() {
        MessageSocket accepted = new MessageSocket(null);

        assertThatIllegalStateException().isThrownBy(() -> accepted.connectAsync(SERVER));
    }

    @Test
    @DisplayName("P28 P35 P49 handlers are registered before connecting")
    void handlersAreRefusedAfterTheConnectBegan() {
        assertThat(socket.connectAsync(SERVER)).isNotDone();

        assertThatIllegalStateException()
                .isThrownBy(() -> socket.onClosed((which, event) -> {}))
                .withMessageContaining("before");
        assertThatIllegalStateException().isThrownBy(() -> socket.onReceived((which, message) -> {}));
        assertThatIllegalStateException().isThrownBy(() -> socket.setRequestHeader("a", "b"));
    }

    @Test
    @DisplayName("P28 P35 P49 on a server handlers are registered before the open callback returns")
    void whatContainersOpenIsConfigurableUntilTheOpenCallbackReturned() {
        MessageSocket accepted = new MessageSocket(null);
        connector.open(accepted);
        accepted.onReceived((which, message) -> {});
        accepted.onClosed((which, event) -> {});

        accepted.configured();

        assertThatIllegalStateException()
                .isThrownBy(() -> accepted.onReceived((which, message) -> {}))
                .withMessageContaining("before");
        assertThatIllegalStateException()
                .isThrownBy(() -> accepted.onClosed((which, event) -> {}))
                .withMessageContaining("before");
    }

    @Test
    @DisplayName("P9 a connect that fails says why and raises no event")
    void failedConnectSurfaces() {
        CompletableFuture<Void> connecting = socket.connectAsync(SERVER);
        connector.attempt.completeExceptionally(WebSocketException.ofHttpStatus("no", 403, Phase.UPGRADE, null));

        assertThatThrownBy(() -> ConnectFuture.await(connecting))
                .isInstanceOfSatisfying(
                        WebSocketException.class, e -> assertThat(e.status()).isSameAs(WebErrorStatus.FORBIDDEN));
        assertThat(socket.information().handshakeStatus()).hasValue(403);
        assertThat(connector.open(socket)).isFalse();
        callbacksDone();
        assertThat(closed).isEmpty();
        socket.close();
    }

    @Test
    @DisplayName("P77 a connect cancelled before the open leaves nothing behind")
    void cancelBeforeTheOpen() {
        CompletableFuture<Void> connecting = socket.connectAsync(SERVER);

        assertThat(connecting.cancel(true)).isTrue();

        assertThat(connector.attempt).isCancelled();
        assertThat(connector.open(socket)).isFalse();
        assertThat(socket.isOpen()).isFalse();
        socket.closed(1006, "", null);
        callbacksDone();
        assertThat(closed).isEmpty();
        assertThat(connector.sink.frames()).isEmpty();
    }

    @Test
    @DisplayName("P77 a connect cancelled between the open and its completion closes and raises nothing")
    void cancelDuringTheOpen() {
        connector.answering(socket);
        CompletableFuture<Void> connecting = socket.connectAsync(SERVER);
        assertThat(connector.open(socket)).isTrue();

        connecting.cancel(true);

        assertThat(connector.sink.awaitFrames(1).sent().get(0)).startsWith("close:1001");
        await().until(() -> !socket.isOpen());
        callbacksDone();
        assertThat(closed).isEmpty();
    }

    @Test
    @DisplayName("P78 cancelling after the connect completed is harmless")
    void cancelAfterTheOpen() throws Exception {
        connector.opensAtOnce = true;
        CompletableFuture<Void> connecting = socket.connectAsync(SERVER);

        assertThat(connecting.cancel(true)).isFalse();

        socket.send("still open");
        assertThat(connector.sink.sent()).containsExactly("text:still open");
    }

    @Test
    void connectThatFailsAfterTheOpenClosesAndRaisesNothing() {
        connector.answering(socket);
        CompletableFuture<Void> connecting = socket.connectAsync(SERVER);
        connector.open(socket);

        connector.attempt.completeExceptionally(
                new WebSocketException("too late", WebErrorStatus.TIMEOUT, Phase.UPGRADE));

        assertThat(connecting).isCompletedExceptionally();
        assertThat(connector.sink.awaitFrames(1).sent().get(0)).startsWith("close:1001");
        callbacksDone();
        assertThat(closed).isEmpty();
    }

    @Test
    @DisplayName("P77 an interrupt gives the connect up")
    void interruptWhileConnectingGivesUp() throws Exception {
        Worker<String> worker = Worker.run(() -> socket.connect(SERVER)).awaitWaiting();

        worker.interrupt();

        assertThat(worker.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(worker.endedInterrupted()).isTrue();
        assertThat(connector.attempt).isCancelled();
    }

    @Test
    void closeWhileConnectingEndsTheConnect() throws Exception {
        Worker<String> worker = Worker.run(() -> socket.connect(SERVER)).awaitWaiting();

        socket.close();

        assertThat(worker.failure()).isInstanceOf(SocketClosedException.class);
        assertThat(connector.open(socket)).isFalse();
        callbacksDone();
        assertThat(closed).isEmpty();
    }

    @Test
    void closeBeforeConnectingForbidsIt() {
        socket.close();

        assertThatIllegalStateException().isThrownBy(() -> socket.connectAsync(SERVER));
        assertThat(connector.open(socket)).isFalse();
    }

    @Test
    void sendBeforeTheConnectIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> socket.send("a")).withMessageContaining("not connected");
        assertThatIllegalStateException().isThrownBy(socket::ping);
    }

    // Closing.

    @Test
    @DisplayName("P34 P38 closed is raised once when this end closes")
    void closeOfThisEnd() throws Exception {
        connected();
        connector.answering(socket);

        socket.close(4000, "mine");
        socket.close(4001, "again");
        socket.close();

        assertThat(closedEvent()).isEqualTo(new ClosedEvent(4000, "mine", ClosedBy.LOCAL, true));
        assertThat(connector.sink.sent()).containsExactly("close:4000:mine");
        assertThat(socket.isOpen()).isFalse();
        assertThatThrownBy(() -> socket.send("late")).isInstanceOf(SocketClosedException.class);
    }

    @Test
    @DisplayName("P34 a close without a code is an empty close frame")
    void closeWithoutACodeSendsAnEmptyCloseFrame() throws Exception {
        connected();
        connector.answering(socket);

        socket.close();

        assertThat(closedEvent()).isEqualTo(new ClosedEvent(1005, "", ClosedBy.LOCAL, true));
        assertThat(connector.sink.sent()).containsExactly("close:1005:");
    }

    @Test
    @DisplayName("P34 P38 closed is raised once when the other end closes")
    void closeOfTheOtherEnd() throws Exception {
        connected();

        socket.closed(4000, "theirs", null);
        socket.closed(1006, "", null);
        socket.close();

        assertThat(closedEvent()).isEqualTo(new ClosedEvent(4000, "theirs", ClosedBy.REMOTE, true));
        assertThat(connector.sink.frames()).isEmpty();
        assertThatThrownBy(() -> socket.send("late"))
                .isInstanceOfSatisfying(SocketClosedException.class, e -> assertThat(e.closeCode())
                        .isEqualTo(4000));
    }

    @Test
    void lostConnectionIsNotClean() throws Exception {
        connected();

        socket.closed(1006, "", new IOException("Connection reset"));

        assertThat(closedEvent()).isEqualTo(new ClosedEvent(1006, "", ClosedBy.NONE, false));
        assertThatThrownBy(() -> socket.send("late"))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.CONNECTION_RESET));
    }

    @RepeatedTest(50)
    @DisplayName("P38 closed is raised once, whatever races")
    void onlyOneClosedEventWhateverRaces() throws Exception {
        connected();
        connector.answering(socket);
        CyclicBarrier start = new CyclicBarrier(4);
        List<Worker<String>> racers = new ArrayList<>();
        for (Worker.Action action : List.<Worker.Action>of(
                () -> socket.close(4000, "mine"),
                () -> socket.closed(4001, "theirs", null),
                () -> socket.closed(1006, "", null),
                () -> socket.closeSoon(1001, "soon"))) {
            racers.add(Worker.run(() -> {
                start.await();
                action.run();
            }));
        }
        for (Worker<String> racer : racers) {
            racer.result();
        }

        closedEvent();
    }

    @Test
    @DisplayName("P34 P38 a close that the peer does not answer cuts the connection in time")
    void closeThatThePeerDoesNotAnswerCutsTheConnection() throws Exception {
        socket.control().closeTimeout(Duration.ofMillis(10));
        connected();

        socket.close(1000, "");

        assertThat(closedEvent().code()).isEqualTo(1006);
        assertThat(closedEvent().clean()).isFalse();
        assertThat(closedEvent().closedBy()).isSameAs(ClosedBy.LOCAL);
        assertThat(connector.sink.aborts()).isEqualTo(1);
    }

    @Test
    void closeSoonReturnsAtOnceAndCutsInTime() throws Exception {
        // Long enough for the writer to be at work on the close frame; before that a cut takes the frame back.
        socket.control().closeTimeout(Duration.ofSeconds(1));
        connected();
        Gate gate = connector.sink.hold();

        socket.closeSoon(1001, "a".repeat(200));
        gate.awaitReached();

        assertThat(socket.isOpen()).isFalse();
        assertThat(closedEvent().code()).isEqualTo(1006);
        assertThat(connector.sink.aborts()).isEqualTo(1);
        gate.open();
        assertThat(connector.sink.awaitFrames(1).sent()).containsExactly("close:1001:" + "a".repeat(123));
    }

    @Test
    void longestCloseTimeoutIsTaken() throws Exception {
        socket.control().closeTimeout(Duration.ofSeconds(Long.MAX_VALUE));
        connected();
        connector.answering(socket);

        socket.close();

        assertThat(closedEvent().clean()).isTrue();
    }

    @Test
    void interruptWhileClosingCutsTheConnection() throws Exception {
        connected();
        Worker<String> closer = Worker.run(() -> socket.close(1000, "")).awaitWaiting();

        closer.interrupt();

        closer.result();
        assertThat(closer.endedInterrupted()).isTrue();
        assertThat(connector.sink.aborts()).isEqualTo(1);
        assertThat(closedEvent().code()).isEqualTo(1006);
    }

    @Test
    void wrongCodeOrReasonIsRefusedAndDoesNotClose() throws Exception {
        connected();

        assertThatIllegalArgumentException().isThrownBy(() -> socket.close(1006, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> socket.close(1000, "a".repeat(124)));

        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    @DisplayName("P34 what was queued goes out before the close frame")
    void queuedMessagesGoOutBeforeTheClose() throws Exception {
        connected();
        connector.answering(socket);
        Gate gate = connector.sink.hold();
        CompletableFuture<Void> first = socket.sendAsync("first");
        CompletableFuture<Void> second = socket.sendAsync(ByteBuffer.wrap(new byte[] {'2'}));
        gate.awaitReached();
        Worker<String> closer = Worker.run(socket::close).awaitWaiting();
        gate.open();

        closer.result();
        assertThat(connector.sink.sent()).containsExactly("text:first", "binary:2", "close:1005:");
        first.join();
        second.join();
    }

    // A close of this end that the connection does not survive.

    private static void assertToldOf(int code, @Nullable Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(SocketClosedException.class, e -> assertThat(e.closeCode())
                .isEqualTo(code));
    }

    @Test
    @DisplayName("P34 P38 senders are told of this end's close also where the connection is lost before the answer")
    void sendersAreToldOfThisEndsCloseWhateverBecomesOfTheConnection() throws Exception {
        connected();
        Gate gate = connector.sink.hold();
        Worker<String> sending = Worker.run(() -> socket.send("first"));
        gate.awaitReached();
        Worker<String> queued = Worker.run(() -> socket.send("second")).awaitWaiting();
        CompletableFuture<Duration> ping = socket.ping();
        socket.closeSoon(4004, "mine");
        connector.sink.failWith(new IOException("Connection reset"));

        socket.closed(1006, "", new IOException("Connection reset"));
        gate.open();

        assertToldOf(4004, sending.failure());
        assertToldOf(4004, queued.failure());
        assertThat(ping.handle((none, e) -> e).join()).satisfies(e -> assertToldOf(4004, e));
        assertThatThrownBy(() -> socket.send("late")).satisfies(e -> assertToldOf(4004, e));
        assertThat(closedEvent()).isEqualTo(new ClosedEvent(1006, "", ClosedBy.LOCAL, false));
    }

    @Test
    void aSendThatFailsBehindThisEndsCloseIsToldOfIt() throws Exception {
        connected();
        Gate gate = connector.sink.hold();
        Worker<String> sending = Worker.run(() -> socket.send("first"));
        gate.awaitReached();
        socket.closeSoon(4004, "mine");
        connector.sink.failWith(new IllegalStateException("The connection has been closed"));

        gate.open();

        assertToldOf(4004, sending.failure());
        assertThatThrownBy(() -> socket.send("late")).satisfies(e -> assertToldOf(4004, e));
    }

    @Test
    void anEndThatComesWhileThisEndBeginsToCloseDoesNotHideIt() throws Exception {
        connected();
        // More than a socket holds for its handler: from then on it pauses, and its close releases it in the middle.
        CompletableFuture<Void> handling = new CompletableFuture<>();
        socket.calls().callBack(handling::join);
        while (socket.binary(ByteBuffer.allocate(64 * 1024), true)) {
            assertThat(connector.brake.releases()).isZero();
        }
        connector.brake.onRelease(() -> socket.closed(1006, "", null));

        socket.closeSoon(4004, "mine");
        handling.complete(null);

        assertThat(connector.brake.releases()).isEqualTo(1);
        assertThat(closedEvent().code()).isEqualTo(1006);
        assertThatThrownBy(() -> socket.send("late")).satisfies(e -> assertToldOf(4004, e));
    }

    @Test
    void aConnectionThatWasLostBeforeTheCloseIsToldAsLost() throws Exception {
        connected();
        connector.sink.failWith(new IOException("Connection reset"));
        assertThatThrownBy(() -> socket.send("a")).isInstanceOf(IOException.class);
        await().until(() -> !socket.isOpen());

        socket.closeSoon(4004, "mine");
        socket.closed(1006, "", null);

        assertThatThrownBy(() -> socket.send("late")).satisfies(e -> assertToldOf(1006, e));
    }

    @Test
    void failingClosedHandlerDoesNoHarm() throws Exception {
        FakeConnector other = new FakeConnector();
        MessageSocket failing = new MessageSocket(other);
        CompletableFuture<Void> called = new CompletableFuture<>();
        failing.onClosed((which, event) -> {
            called.complete(null);
            throw new IOException("application");
        });
        other.opensAtOnce = true;
        failing.connect(SERVER);

        failing.closed(1000, "", null);

        called.join();
        assertThat(failing.isOpen()).isFalse();
    }

    // A wire that fails to send.

    @Test
    @DisplayName("P30 P38 a connection that cannot send has ended, even if the container never says so")
    void failedSendEndsTheConnection() throws Exception {
        connected();
        connector.sink.failWith(new IOException("Broken pipe"));

        assertThatThrownBy(() -> socket.send("a"))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.CONNECTION_ABORTED));

        await().until(() -> connector.sink.aborts() == 1);
        assertThat(socket.isOpen()).isFalse();
        assertThat(closedEvent()).isEqualTo(new ClosedEvent(1006, "", ClosedBy.NONE, false));
    }

    @Test
    void containersReportOfTheEndWinsOverAFailedSend() throws Exception {
        connected();
        connector.sink.failWith(new IllegalStateException("closed"));
        assertThatThrownBy(() -> socket.send("a")).isInstanceOf(IOException.class);

        socket.closed(1001, "server stops", null);

        assertThat(closedEvent()).isEqualTo(new ClosedEvent(1001, "server stops", ClosedBy.REMOTE, true));
        assertThat(connector.sink.aborts())
                .as("cut while the answer to the peer's close is under way")
                .isZero();
    }

    @Test
    @DisplayName("P73 a send that the peer does not take in time cuts the connection")
    void lateSendCutsTheConnection() throws Exception {
        socket.control().sendTimeout(AT_WORK);
        connected();
        Gate gate = connector.sink.hold();

        assertThatThrownBy(() -> socket.send("stuck"))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));

        assertThat(connector.sink.aborts()).isEqualTo(1);
        assertThat(closedEvent().code()).isEqualTo(1006);
        gate.open();
    }

    @Test
    @DisplayName("P73 so does one that nobody waits for")
    void lateAsyncSendCutsTheConnection() throws Exception {
        socket.control().sendTimeout(AT_WORK);
        connected();
        Gate gate = connector.sink.hold();

        CompletableFuture<Void> stuck = socket.sendAsync("stuck");

        assertThatThrownBy(stuck::join)
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
        assertThat(closedEvent().code()).isEqualTo(1006);
        gate.open();
    }

    // A cut that the engine reports before this end tells of it.

    private MessageSocket reportingCuts() throws IOException {
        connected();
        connector.sink.onAbort(() -> socket.closed(1006, "", null));
        return socket;
    }

    @Test
    void aCutSaysWhyAlsoWhereTheEngineReportsItFirst() throws Exception {
        socket.control().closeTimeout(Duration.ofMillis(10));
        reportingCuts().close(1000, "");

        assertThat(closedEvent())
                .isEqualTo(new ClosedEvent(1006, "the peer did not answer the close", ClosedBy.LOCAL, false));
    }

    @Test
    void aSilentPeersCutSaysWhyAlsoWhereTheEngineReportsItFirst() throws Exception {
        socket.control().pingInterval(Duration.ofMillis(10)).deadPeerTimeout(Duration.ofMillis(10));
        reportingCuts().configured();

        assertThat(closedEvent().reason()).startsWith("the peer sent nothing");
        assertThatThrownBy(() -> socket.send("late"))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
    }

    @Test
    void aFailedSendIsTheCauseAlsoWhereTheEngineReportsTheCutFirst() throws Exception {
        reportingCuts();
        connector.sink.failWith(new IOException("Connection reset"));
        assertThatThrownBy(() -> socket.send("a")).isInstanceOf(IOException.class);

        assertThat(closedEvent().code()).isEqualTo(1006);
        assertThatThrownBy(() -> socket.send("late"))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.CONNECTION_RESET));
    }

    @Test
    void aLateSendIsTheCauseAlsoWhereTheEngineReportsTheCutFirst() throws Exception {
        socket.control().sendTimeout(AT_WORK);
        reportingCuts();
        Gate gate = connector.sink.hold();
        assertThatThrownBy(() -> socket.send("stuck")).isInstanceOf(IOException.class);

        assertThat(closedEvent().code()).isEqualTo(1006);
        assertThatThrownBy(() -> socket.send("late"))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
        gate.open();
    }

    @Test
    void aSendThatACutFailsSaysWhyToo() throws Exception {
        connected();
        Gate gate = connector.sink.hold();
        CompletableFuture<Void> sent = socket.sendAsync("a");
        gate.awaitReached();
        connector.sink.failWith(new IOException("The connection is closed"));
        connector.sink.onAbort(() -> {
            gate.open();
            await().until(sent::isDone);
        });

        socket.cut("enough");

        assertThatThrownBy(sent::join)
                .hasCauseInstanceOf(SocketClosedException.class)
                .hasMessageContaining("enough");
    }

    @Test
    void theConnectionIsCutBeforeTheEndIsTold() throws Exception {
        socket.control().closeTimeout(Duration.ofMillis(10));
        connected();
        List<Integer> abortsAtTheEnd = new CopyOnWriteArrayList<>();
        socket.whenEnded(() -> abortsAtTheEnd.add(connector.sink.aborts()));

        socket.close(1000, "");

        // Who waits for the end may stop the threads next that a cut takes.
        assertThat(abortsAtTheEnd).containsExactly(1);
    }

    // Pings.

    @Test
    void pingMeasuresTheRoundTrip() throws Exception {
        connected();
        CompletableFuture<Duration> answered = socket.ping();
        connector.sink.awaitFrames(1);

        socket.pong(connector.sink.frames().get(0).payload());

        assertThat(answered.join()).isPositive();
        assertThat(socket.information().roundTripTime()).isPresent();
        socket.pong(ByteBuffer.allocate(0));
    }

    @Test
    void pingFailsWithTheConnection() throws Exception {
        connected();
        CompletableFuture<Duration> answered = socket.ping();

        socket.closed(1006, "", null);

        assertThatThrownBy(answered::join).hasCauseInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.ping().join()).hasCauseInstanceOf(SocketClosedException.class);
    }

    @Test
    void connectorThatCannotBeginLeavesAClosedSocket() {
        MessageSocket without = new MessageSocket((socket, request) -> {
            throw new IllegalStateException("no engine");
        });
        assertThatThrownBy(() -> without.connectAsync(URI.create("ws://host/")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no engine");
        assertThat(without.isOpen()).isFalse();
        without.close();
        assertThatThrownBy(() -> without.connectAsync(URI.create("ws://host/")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("make a new one");
    }

    @Test
    void callbacksSeeTheClassLoaderOfTheMaker() throws Exception {
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        CompletableFuture<Void> ran = new CompletableFuture<>();
        socket.runForApplication(() -> {
            seen.set(Thread.currentThread().getContextClassLoader());
            ran.complete(null);
        });
        ran.join();

        assertThat(seen).hasValue(Thread.currentThread().getContextClassLoader());
    }

    // Where the application's executor takes nothing.

    private static Callbacks refusing(Throwable refusal) {
        Executor refusing = new ContextExecutor(task -> {
            if (refusal instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) refusal;
        });
        return new Callbacks(refusing, refusing, Runnable::run);
    }

    static Stream<Throwable> refusals() {
        return Stream.of(new RejectedExecutionException("full"), new OutOfMemoryError("no native thread"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @DisplayName("P34 P38 closed is raised once also where the application's executor refuses it")
    void anEndIsToldAlsoWhereTheExecutorRefusesIt(Throwable refusal) throws Exception {
        MessageSocket refused = new MessageSocket(connector, refusing(refusal));
        refused.onClosed((which, event) -> closed.add(event));
        connector.opensAtOnce = true;
        refused.connect(SERVER);
        CompletableFuture<Duration> ping = refused.ping();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        refused.whenEnded(() -> ended.complete(null));

        refused.closed(1001, "gone", null);
        refused.closed(1001, "gone", null);

        assertThat(ended).isCompleted();
        assertThatThrownBy(() -> ping.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SocketClosedException.class);
        await().until(() -> !closed.isEmpty());
        CompletableFuture<Void> behind = new CompletableFuture<>();
        refused.calls().callBack(() -> behind.complete(null));
        behind.get(10, TimeUnit.SECONDS);
        assertThat(closed).extracting(ClosedEvent::code).containsExactly(1001);
    }

    @Test
    void aFailureOfOnePartKeepsNoOtherFromTheEnd() throws Exception {
        IllegalStateException broken = new IllegalStateException("broken");
        MessageSocket failing = new MessageSocket(
                connector,
                new Callbacks(
                        task -> {
                            throw broken;
                        },
                        Runnable::run,
                        Runnable::run));
        connector.opensAtOnce = true;
        failing.connect(SERVER);
        CompletableFuture<Duration> unused = failing.ping();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        failing.whenEnded(() -> ended.complete(null));

        assertThatThrownBy(() -> failing.closed(1001, "gone", null)).isSameAs(broken);

        assertThat(ended).isCompleted();
        assertThatThrownBy(() -> failing.send("late")).isInstanceOf(SocketClosedException.class);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theFutureOfASendCompletesAlsoWhereTheExecutorRefusesIt(Throwable refusal) throws Exception {
        MessageSocket refused = new MessageSocket(connector, refusing(refusal));
        connector.opensAtOnce = true;
        refused.connect(SERVER);
        Gate gate = connector.sink.hold();
        CompletableFuture<Void> sent = refused.sendAsync("a");
        gate.awaitReached();
        assertThat(sent).isNotDone();

        gate.open();

        sent.get(10, TimeUnit.SECONDS);
        assertThat(connector.sink.sent()).containsExactly("text:a");
    }
}
