package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ibm.ws.wsoc.WsocConnLink;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.core.doubles.FakeSession;
import org.sluice.core.doubles.RecordingInbound;
import org.sluice.core.doubles.Worker;
import org.sluice.core.socket.Handshake;

class SessionPortTest {

    private static final int PART = 64 * 1024;

    private final FakeSession session = new FakeSession();
    private final RecordingInbound inbound = new RecordingInbound();
    private final SessionPort port = new SessionPort(session.session(), inbound, Duration.ZERO);

    @Test
    void handshakeIsWhatTheSessionTells() {
        assertThat(SessionPort.handshake(session.session(), Map.of("a", List.of("b")))
                        .protocol())
                .isEmpty();
        session.protocol = null;
        assertThat(SessionPort.handshake(session.session(), Map.of()).protocol())
                .isEmpty();
        session.protocol = "chat";
        Handshake handshake = SessionPort.handshake(session.session(), Map.of("a", List.of("b")));

        assertThat(handshake.protocol()).hasValue("chat");
        assertThat(handshake.extensions()).containsExactly("x-fake");
        assertThat(handshake.headers()).containsKey("a");
    }

    @Test
    void containersOwnTimeoutsAreOff() {
        port.leaveTimeoutsToTheSocket(Duration.ZERO);

        assertThat(session.maxIdleTimeout).isZero();
        assertThat(session.session().getUserProperties())
                .containsEntry("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", -1L);
    }

    @Test
    void aSessionWithoutALimitIsLeftAsItIs() {
        session.maxIdleTimeout = -1;

        port.leaveTimeoutsToTheSocket(Duration.ZERO);
        assertThat(session.maxIdleTimeout).isEqualTo(-1);

        port.leaveTimeoutsToTheSocket(Duration.ofSeconds(5));
        assertThat(session.maxIdleTimeout).isEqualTo(5000);
    }

    @Test
    void tomcatEndsASendThatTheSocketHasGivenUp() {
        port.limitSends(Duration.ofSeconds(30));

        assertThat(session.session().getUserProperties())
                .containsEntry("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", 31_000L);
        port.limitSends(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(session.session().getUserProperties())
                .containsEntry("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", -1L);

        session.silentOnceClosed = true;
        session.open = false;
        port.limitSends(Duration.ofSeconds(1));
    }

    @Test
    void sessionThatEndedWhileItWasOpenedNeedsNoTimeouts() {
        session.silentOnceClosed = true;
        session.open = false;

        port.leaveTimeoutsToTheSocket(Duration.ZERO);

        assertThat(session.maxIdleTimeout).isEqualTo(30_000);
    }

    @Test
    void framesGoToTheBlockingRemote() throws Exception {
        port.text("a", false);
        port.text("b", true);
        port.binary(StandardCharsets.UTF_8.encode("c"), true);
        port.ping(ByteBuffer.allocate(2));
        port.pong(ByteBuffer.allocate(3));

        assertThat(session.wire().sent()).containsExactly("text:a+", "text:b", "binary:c", "ping", "pong");
    }

    @Test
    void readOnlyPayloadsGoOutAsCopies() throws Exception {
        port.binary(StandardCharsets.UTF_8.encode("c").asReadOnlyBuffer(), true);
        port.ping(ByteBuffer.allocate(8).asReadOnlyBuffer());
        port.pong(ByteBuffer.allocate(8).asReadOnlyBuffer());

        assertThat(session.wire().sent()).containsExactly("binary:c", "ping", "pong");
    }

    @ParameterizedTest
    @CsvSource({"1000,1000", "1005,1000", "1001,1001", "1003,1003", "1014,1014", "4000,4000"})
    void closeUsesACodeThatTheApiCanSend(int code, int sent) throws Exception {
        port.close(code, "why");

        assertThat(session.awaitClose().getCloseCode().getCode()).isEqualTo(sent);
        assertThat(session.awaitClose().getReasonPhrase()).isEqualTo("why");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "65536,1", "65537,2", "131072,2", "200000,4"})
    void largePartsAreSliced(int size, int slices) {
        port.onBinary(ByteBuffer.allocate(size), true);
        port.onBinary(ByteBuffer.allocate(size), false);

        assertThat(inbound.binarySizes).hasSize(2 * slices).allMatch(some -> some <= PART);
        assertThat(inbound.binarySizes.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(2 * size);
        assertThat(inbound.events.stream().filter(event -> !event.endsWith("+")))
                .hasSize(1);
        assertThat(inbound.events.get(slices - 1)).doesNotEndWith("+");
    }

    @Test
    void pauseHoldsTheProvidersThreadUntilTheRelease() throws Exception {
        inbound.pausing = true;
        Worker<String> provider = Worker.run(() -> port.onText("a", true)).awaitWaiting();
        assertThat(inbound.events).containsExactly("text:a");

        port.release();

        provider.result();
    }

    @Test
    void pauseHoldsBetweenSlices() throws Exception {
        inbound.pausing = true;
        Worker<String> provider = Worker.run(() -> port.onBinary(ByteBuffer.allocate(2 * PART), true))
                .awaitWaiting();
        assertThat(inbound.events).containsExactly("binary:65536+");
        port.release();
        await().until(() -> inbound.events.size() == 2);
        provider.awaitWaiting();
        port.release();

        provider.result();
        assertThat(inbound.events).containsExactly("binary:65536+", "binary:65536");
    }

    @Test
    void releaseMayComeBeforeThePause() {
        inbound.pausing = true;
        port.release();

        port.onText("a", true);

        assertThat(inbound.events).containsExactly("text:a");
    }

    @Test
    void interruptOfTheProvidersThreadEndsTheConnection() throws Exception {
        inbound.pausing = true;
        Worker<String> provider = Worker.run(() -> port.onText("a", true)).awaitWaiting();

        provider.interrupt();

        provider.result();
        assertThat(provider.endedInterrupted()).isTrue();
        assertThat(inbound.events).last().asString().startsWith("closed:1006");
        assertThat(session.awaitClose().getCloseCode()).isEqualTo(CloseCodes.GOING_AWAY);
    }

    @Test
    void pauseWithoutProgressFreesTheProvidersThreadOnceTheCloseFrameIsOut() throws Exception {
        SessionPort impatient = new SessionPort(session.session(), inbound, Duration.ofMillis(1));
        Worker<String> provider = stallIn(impatient);

        session.onClose(reason -> inbound.events.add("close frame"));
        impatient.close(1013, "");

        provider.result();
        assertThat(inbound.events).containsExactly("text:a", "stalled:PT0.001S", "close frame", "back");
    }

    @Test
    void pauseWithoutProgressFreesTheProvidersThreadOfAConnectionThatIsCut() throws Exception {
        SessionPort impatient = new SessionPort(session.session(), inbound, Duration.ofMillis(1));
        Worker<String> provider = stallIn(impatient);

        impatient.abort();

        provider.result();
        assertThat(inbound.events).containsExactly("text:a", "stalled:PT0.001S", "back");
    }

    private Worker<String> stallIn(SessionPort impatient) {
        inbound.pausing = true;
        Worker<String> provider = Worker.run(() -> {
            impatient.onText("a", true);
            inbound.events.add("back");
        });
        await().until(() -> inbound.events.contains("stalled:PT0.001S"));
        return provider.awaitWaiting();
    }

    @Test
    void progressIsNoRelease() throws Exception {
        SessionPort patient = new SessionPort(session.session(), inbound, Duration.ofHours(1));
        inbound.pausing = true;
        Worker<String> provider = Worker.run(() -> patient.onText("a", true)).awaitWaiting();

        patient.progress();
        provider.awaitWaiting();
        patient.release();

        provider.result();
        assertThat(inbound.events).containsExactly("text:a");
    }

    @Test
    void resetThatOpenLibertyReportsAs1011IsALostConnection() {
        new WsocConnLink()
                .processReadErrorComplete(
                        () -> port.onClose(new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "Connection reset")));

        assertThat(inbound.events).containsExactly("closed:1006:");
        assertThat(inbound.cause).hasMessage("Connection reset");
    }

    @Test
    void other1011IsThePeersAndKeepsItsReason() {
        new WsocConnLink()
                .incomingCloseConnection(() -> port.onClose(new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "a bug")));

        assertThat(inbound.events).containsExactly("closed:1011:a bug");
    }

    @Test
    void endAndPongAreHandedOn() {
        port.onPong(StandardCharsets.UTF_8.encode("p"));
        port.onClose(new CloseReason(CloseCodes.getCloseCode(4000), "why"));
        port.onClose(new CloseReason(CloseCodes.NO_STATUS_CODE, null));

        assertThat(inbound.events).containsExactly("pong:p", "closed:4000:why", "closed:1005:");
    }

    @Test
    void errorBeforeTheEndIsItsCause() {
        IOException failure = new IOException("Connection reset");
        port.onError(failure);
        assertThat(inbound.events).isEmpty();

        port.onClose(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, ""));

        assertThat(inbound.events).containsExactly("closed:1006:");
        assertThat(inbound.cause).isSameAs(failure);
    }

    @Test
    void errorOfAClosedSessionIsItsEnd() {
        session.open = false;
        port.onError(new IOException("Connection reset"));

        assertThat(inbound.events).containsExactly("closed:1006:");
    }

    @Test
    void errorAfterOurCloseLeavesTheEndToTheContainersReport() throws Exception {
        port.close(1011, "the endpoint refused the connection");
        session.open = false;
        port.onError(new IllegalStateException("the application refused"));
        assertThat(inbound.events).isEmpty();

        port.onClose(new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "the endpoint refused the connection"));

        assertThat(inbound.events).containsExactly("closed:1011:the endpoint refused the connection");
    }

    @Test
    void cutIsALostConnectionHoweverTheContainerReportsIt() {
        session.onClose(port::onClose);

        port.abort();

        await().until(() -> inbound.events.equals(List.of("closed:1006:")));
    }

    @Test
    void cutOfASessionThatTellsNothingAnyMoreDoesNoHarm() {
        session.containerFailure = new IllegalStateException("The session has been closed");

        port.abort();

        assertThat(session.awaitClose().getCloseCode()).isEqualTo(CloseCodes.GOING_AWAY);
    }

    @Test
    void endThatThePeerBeganKeepsItsCodeAfterACut() {
        session.closeFailure = new IllegalStateException("gone already");
        port.abort();
        port.onClose(new CloseReason(CloseCodes.NORMAL_CLOSURE, "theirs"));

        assertThat(inbound.events).containsExactly("closed:1000:theirs");
    }
}
