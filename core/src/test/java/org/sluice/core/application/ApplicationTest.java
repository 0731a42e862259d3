package org.sluice.core.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sluice.api.CloseCode;
import org.sluice.api.ClosedEvent;
import org.sluice.core.common.Threads;
import org.sluice.core.config.Settings;
import org.sluice.core.doubles.RecordingBrake;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.doubles.Worker;
import org.sluice.core.socket.Handshake;
import org.sluice.core.socket.MessageSocket;
import org.sluice.core.socket.StreamSocket;

class ApplicationTest {

    private final Application application = new Application(Settings.read(), Threads.own());
    private final RecordingSink wire = new RecordingSink();
    private final List<ClosedEvent> closed = new CopyOnWriteArrayList<>();

    private MessageSocket opened() {
        return opened(application);
    }

    private MessageSocket opened(Application of) {
        MessageSocket socket = new MessageSocket(null, of.callbacks());
        socket.onClosed((self, event) -> closed.add(event));
        socket.opened(wire, new RecordingBrake(), new Handshake(Optional.empty(), List.of(), false, Map.of()));
        return socket;
    }

    @Test
    void stopSaysGoingAwayAndWaitsForThePeer() throws Exception {
        MessageSocket socket = opened();
        assertThat(application.add(socket)).isTrue();
        Worker<String> stop = Worker.run(application::stop);
        await().until(() -> wire.sent().contains("close:1001:" + Application.STOPPING));
        assertThat(stop.isDone()).isFalse();

        socket.closed(CloseCode.GOING_AWAY, "", null);

        assertThat(stop.result()).isEqualTo("returned");
        assertThat(closed).singleElement().satisfies(event -> assertThat(event.code())
                .isEqualTo(1001));
        assertThat(application.sockets()).isZero();
    }

    @Test
    void peerThatDoesNotAnswerIsCutInTheEnd() {
        Application impatient = new Application(Settings.read(), Threads.own(), Duration.ofMillis(100));
        assertThat(impatient.add(opened(impatient))).isTrue();

        impatient.stop();

        assertThat(wire.aborts()).isEqualTo(1);
        assertThat(closed).singleElement().satisfies(event -> assertThat(event.code())
                .isEqualTo(1006));
        assertThat(impatient.sockets()).isZero();
    }

    @Test
    void interruptHurriesTheStop() {
        assertThat(application.add(opened())).isTrue();
        Thread.currentThread().interrupt();

        application.stop();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(wire.aborts()).isEqualTo(1);
    }

    @Test
    void socketThatEndedIsNotKept() {
        MessageSocket socket = opened();
        assertThat(application.add(socket)).isTrue();
        assertThat(application.sockets()).isEqualTo(1);

        socket.closed(CloseCode.NORMAL, "", null);

        assertThat(application.sockets()).isZero();
        assertThat(application.add(socket)).isTrue();
        assertThat(application.sockets()).isZero();
    }

    @Test
    void socketThatComesDuringTheStopIsTurnedAway() {
        application.stop();

        assertThat(application.add(opened())).isFalse();
    }

    @Test
    void workThatWaitsForThePeerEndsWithTheApplication() throws Exception {
        StreamSocket socket = new StreamSocket(null, application.callbacks());
        socket.opened(wire, new RecordingBrake(), new Handshake(Optional.empty(), List.of(), false, Map.of()));
        wire.onClose(() -> socket.closed(CloseCode.GOING_AWAY, "", null));
        assertThat(application.add(socket)).isTrue();
        CompletableFuture<String> ended = new CompletableFuture<>();
        socket.runForApplication(() -> {
            try {
                ended.complete("read " + socket.inputStream().read());
            } catch (Exception e) {
                ended.complete(e.getClass().getSimpleName());
            }
        });

        application.stop();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("SocketClosedException");
    }

    @Test
    void lateReportOfAContainerIsPassedOver() {
        MessageSocket socket = opened();
        application.stop();

        socket.closed(CloseCode.GOING_AWAY, "", null);
        socket.text("late", true);

        assertThat(closed).isEmpty();
        assertThat(socket.isOpen()).isFalse();
    }
}
