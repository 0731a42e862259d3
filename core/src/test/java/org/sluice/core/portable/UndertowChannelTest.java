package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.core.doubles.FakeSession;
import org.sluice.core.doubles.RecordingInbound;
import org.sluice.core.doubles.Worker;

class UndertowChannelTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final RecordingInbound inbound = new RecordingInbound();
    private boolean open = true;
    private boolean closeFrameReceived;
    private boolean closeFrameSent;

    /** Undertow's session, as far as it is used; not public, so that its proxy is in this package and can be called. */
    interface SessionOfUndertow extends Session {
        Object getWebSocketChannel();
    }

    /** Undertow's channel, as far as it is used. */
    public final class Channel {

        private final boolean open;

        Channel(boolean open) {
            this.open = open;
        }

        public void suspendReceives() {
            call("suspend");
        }

        public void resumeReceives() {
            call("resume");
        }

        public void close() {
            call("close");
        }

        public boolean isCloseFrameReceived() {
            return closeFrameReceived;
        }

        public boolean isCloseFrameSent() {
            return closeFrameSent;
        }

        public void sendClose() {
            call("send close");
        }

        private void call(String what) {
            if (!open) {
                throw new IllegalStateException("closed");
            }
            calls.add(what);
        }
    }

    @Test
    void pauseStopsTheContainersReadingUntilTheRelease() throws Exception {
        SessionPort port = new SessionPort(session(new Channel(true)), inbound, Duration.ZERO);
        inbound.pausing = true;
        Worker<String> provider = Worker.run(() -> port.onText("a", true)).awaitWaiting();
        assertThat(calls).containsExactly("suspend");

        port.release();

        provider.result();
        assertThat(calls).containsExactly("suspend", "resume");
    }

    @Test
    void interruptOfThePauseLetsTheContainerReadAgain() throws Exception {
        SessionPort port = new SessionPort(session(new Channel(true)), inbound, Duration.ZERO);
        inbound.pausing = true;
        Worker<String> provider = Worker.run(() -> port.onText("a", true)).awaitWaiting();

        provider.interrupt();

        provider.result();
        assertThat(calls).containsExactly("suspend", "close", "resume");
    }

    @Test
    void releaseBeforeThePauseLeavesTheReadingAlone() {
        SessionPort port = new SessionPort(session(new Channel(true)), inbound, Duration.ZERO);
        inbound.pausing = true;
        port.release();

        port.onText("a", true);

        assertThat(calls).isEmpty();
    }

    @Test
    void cutClosesTheChannelInsteadOfWaitingForThePeer() {
        new SessionPort(session(new Channel(true)), inbound, Duration.ZERO).abort();

        assertThat(calls).containsExactly("close");
    }

    @Test
    @DisplayName(
            "P34 P38: a connection that Undertow opens though it has ended is told as lost, since Undertow never tells")
    void connectionThatEndedBeforeTheOpenIsToldAsLost() {
        open = false;
        new SessionPort(session(new Channel(true)), inbound, Duration.ZERO).noticeEarlyEnd();

        assertThat(inbound.events).containsExactly("closed:1006:");
    }

    @Test
    void connectionThatIsOpenIsNotToldAsLost() {
        new SessionPort(session(new Channel(true)), inbound, Duration.ZERO).noticeEarlyEnd();

        assertThat(inbound.events).isEmpty();
    }

    @Test
    void sessionOfAnotherContainerTellsItsEndItself() {
        FakeSession another = new FakeSession();
        another.open = false;
        new SessionPort(another.session(), inbound, Duration.ZERO).noticeEarlyEnd();

        assertThat(inbound.events).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    @DisplayName("S close: a close frame that Undertow keeps back, since it has read the peer's, is sent at the end")
    void closeFrameIsSentWhereItWasKeptBack(boolean received, boolean sent) {
        closeFrameReceived = received;
        closeFrameSent = sent;

        new SessionPort(session(new Channel(true)), inbound, Duration.ZERO)
                .onClose(new CloseReason(CloseCodes.GOING_AWAY, "away"));

        assertThat(calls).isEqualTo(received && !sent ? List.of("send close") : List.of());
        assertThat(inbound.events).containsExactly("closed:1001:away");
    }

    @Test
    void channelThatFailsOrKnowsNothingDoesNoHarm() {
        UndertowChannel failing = UndertowChannel.of(session(new Channel(false)));
        failing.suspend();
        failing.resume();
        closeFrameReceived = true;
        failing.sendCloseKeptBack();
        assertThat(failing.cut()).isTrue();

        UndertowChannel another = UndertowChannel.of(new FakeSession().session());
        another.suspend();
        another.resume();
        another.sendCloseKeptBack();
        assertThat(another.cut()).isFalse();

        assertThat(calls).isEmpty();
    }

    private Session session(Object channel) {
        return (Session) Proxy.newProxyInstance(
                UndertowChannelTest.class.getClassLoader(),
                new Class<?>[] {SessionOfUndertow.class},
                (self, method, given) -> {
                    if (method.getName().equals("getWebSocketChannel")) {
                        return channel;
                    }
                    if (method.getName().equals("isOpen")) {
                        return open;
                    }
                    // The abort after an interrupt closes what is no session of our engine.
                    if (method.getName().equals("getContainer")) {
                        throw new IllegalStateException("closed");
                    }
                    return null;
                });
    }
}
