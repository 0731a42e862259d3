package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.credit.Grant;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.RecordingSink.Kind;
import org.sluice.core.doubles.Worker;

/** A message socket whose peer speaks of credit; both windows are 64 KiB. */
class MessageCreditTest {

    private static final int WINDOW = 64 * 1024;

    private final FakeConnector connector = new FakeConnector();
    private final MessageSocket socket = new MessageSocket(connector);
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final List<Integer> received = new CopyOnWriteArrayList<>();
    private final Gate handler = new Gate();

    private void open() throws IOException {
        connector.opensAtOnce = true;
        connector.answering(socket);
        socket.onClosed((which, event) -> closed.add(event.code() + " " + event.reason()));
        socket.onReceived((which, message) -> {
            handler.pass();
            received.add(message.bytes().remaining());
        });
        socket.agree(new CreditTerms(WINDOW, WINDOW, false));
        socket.connect(URI.create("ws://localhost"));
        socket.pong(new Grant(WINDOW, true).payload());
        connector.sink.awaitFrames(1);
    }

    @AfterEach
    void cut() {
        handler.open();
        socket.cut("end of the test");
    }

    private long lastGrant() throws IOException {
        long last = -1;
        for (var frame : connector.sink.frames()) {
            if (frame.kind() == Kind.PONG) {
                last = Grant.read(frame.payload()).orElseThrow().total();
            }
        }
        return last;
    }

    private void receive(int bytes) {
        assertThat(socket.binary(ByteBuffer.allocate(bytes), true)).isTrue();
    }

    @Test
    void messagesWaitForCreditAndPingsDoNot() throws Exception {
        open();
        socket.send(ByteBuffer.allocate(WINDOW));
        Worker<String> sender = Worker.run(() -> socket.send("more"));
        sender.awaitWaiting();
        CompletableFuture<Duration> unused = socket.ping();
        await().until(() -> connector.sink.sent().contains("ping"));
        assertThat(connector.sink.sent()).doesNotContain("text:more");
        socket.pong(new Grant(WINDOW + 64, true).payload());
        assertThat(sender.result()).isEqualTo("returned");
    }

    @Test
    void aMessageThatGetsNoCreditInTimeIsTakenBackAndTheSocketStaysOpen() throws Exception {
        socket.control().sendTimeout(Duration.ofMillis(200));
        open();
        socket.send(ByteBuffer.allocate(WINDOW));
        assertThatThrownBy(() -> socket.send("more")).hasMessageContaining("send timeout");
        assertThat(socket.isOpen()).isTrue();
        socket.pong(new Grant(2 * WINDOW, true).payload());
        socket.send("again");
        assertThat(connector.sink.sent()).contains("text:again").doesNotContain("text:more");
    }

    @Test
    void aMessageLargerThanTheWindowGoesOutWhole() throws Exception {
        open();
        socket.send(ByteBuffer.allocate(5 * WINDOW));
        Worker<String> sender = Worker.run(() -> socket.send("more"));
        sender.awaitWaiting();
        socket.pong(new Grant(5 * WINDOW + 64, true).payload());
        assertThat(sender.result()).isEqualTo("returned");
    }

    @Test
    void whatTheHandlerHasNotTakenIsNotGranted() throws Exception {
        open();
        for (int i = 0; i < 64; i++) {
            receive(1024);
        }
        handler.awaitReached();
        assertThat(lastGrant()).isEqualTo(WINDOW);
        handler.open();
        await().until(() -> received.size() == 64);
        await().until(() -> lastGrant() >= WINDOW + WINDOW / 2);
    }

    @Test
    void tinyMessagesWithinTheWindowNeverPause() throws Exception {
        open();
        for (int i = 0; i < WINDOW / 64; i++) {
            receive(0);
        }
        receive(0);
        // One more than the window. The closed event waits behind the handler.
        await().until(() -> connector.sink.sent().stream().anyMatch(frame -> frame.startsWith("close:1008:")));
        handler.open();
        await().until(() -> closed.size() == 1);
    }

    @Test
    void aLargeMessageInPartsDoesNotPauseEither() throws Exception {
        open();
        for (int i = 0; i < 9; i++) {
            assertThat(socket.binary(ByteBuffer.allocate(WINDOW), false)).isTrue();
        }
        receive(1);
        handler.awaitReached();
        handler.open();
        await().until(() -> received.equals(List.of(9 * WINDOW + 1)));
        await().until(() -> lastGrant() == 10L * WINDOW + 1);
        receive(WINDOW);
        assertThat(socket.isOpen()).isTrue();
    }
}
