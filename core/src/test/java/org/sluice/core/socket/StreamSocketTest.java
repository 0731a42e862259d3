package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.SocketClosedException;
import org.sluice.core.doubles.Worker;

class StreamSocketTest {

    private final FakeConnector connector = new FakeConnector();
    private final StreamSocket socket = new StreamSocket(connector);
    private final List<Integer> closed = new CopyOnWriteArrayList<>();

    private StreamSocket open() throws IOException {
        connector.opensAtOnce = true;
        connector.answering(socket);
        socket.onClosed((which, event) -> closed.add(event.code()));
        socket.connect(URI.create("ws://localhost"));
        return socket;
    }

    private boolean receive(String text, boolean last) {
        return socket.binary(StandardCharsets.UTF_8.encode(text), last);
    }

    @Test
    void streamsNeedAConnection() {
        assertThatIllegalStateException().isThrownBy(socket::inputStream);
        assertThatIllegalStateException().isThrownBy(socket::nextMessage);
        assertThatIllegalStateException().isThrownBy(socket::newMessage);
        assertThatIllegalStateException().isThrownBy(() -> socket.outputStream().write(1));
    }

    @Test
    void readerThatStallsIsClosedWith1013AndLearnsIt() throws Exception {
        open();
        receive("a", false);

        socket.stalled(Duration.ofMinutes(2));

        assertThatThrownBy(() -> socket.inputStream().read())
                .isInstanceOfSatisfying(SocketClosedException.class, e -> assertThat(e.closeCode())
                        .isEqualTo(1013))
                .hasMessageContaining("the application took nothing for PT2M");
        assertThat(receive("b", true)).as("what comes is dropped").isTrue();
        await().until(() -> closed.equals(List.of(1013)));
        assertThat(connector.sink.sent()).containsExactly("close:1013:the application took nothing for PT2M");
    }

    @Test
    void stallOfASocketThatClosesAlreadyChangesNothing() throws Exception {
        open();
        socket.close(4000, "enough");

        socket.stalled(Duration.ofMinutes(2));

        await().until(() -> closed.equals(List.of(4000)));
        assertThat(connector.sink.sent()).containsExactly("close:4000:enough");
    }

    @Test
    @DisplayName("P46 P50 P53 sending and receiving run at the same time")
    void readerThatWaitsDoesNotStopTheWriter() throws Exception {
        open();
        Worker<Integer> reader = Worker.start(() -> socket.inputStream().read()).awaitWaiting();
        OutputStream output = socket.outputStream();
        output.write('a');
        output.flush();
        assertThat(connector.sink.sent()).containsExactly("binary:a");

        receive("b", true);

        assertThat(reader.result()).isEqualTo('b');
        assertThat(socket.inputStream()).isSameAs(socket.inputStream());
        assertThat(socket.outputStream()).isSameAs(output);
    }

    @Test
    @DisplayName("P13 messages are read one by one")
    void messagesAreReadOneByOne() throws Exception {
        open();
        receive("ab", false);
        receive("c", true);
        receive("skipped", true);
        receive("", true);
        socket.closed(1000, "", null);

        assertThat(socket.nextMessage().orElseThrow().readAllBytes()).asString().isEqualTo("abc");
        InputStream second = socket.nextMessage().orElseThrow();
        assertThat(second.read()).isEqualTo('s');
        assertThat(socket.nextMessage().orElseThrow().readAllBytes()).isEmpty();
        assertThat(socket.nextMessage()).isEmpty();
        assertThat(socket.inputStream().read()).isEqualTo(-1);
        assertThat(socket.information().messagesReceived()).isEqualTo(3);
    }

    @Test
    void messagesAreWrittenOneByOne() throws Exception {
        open();
        try (OutputStream message = socket.newMessage()) {
            message.write('a');
            message.flush();
            message.write('b');
        }
        socket.newMessage().close();

        assertThat(connector.sink.sent()).containsExactly("binary:a+", "binary:b", "binary:");
    }

    @Test
    @DisplayName("P17 text on a stream socket closes it with 1003")
    void textClosesWith1003() throws Exception {
        open();
        Worker<Integer> reader = Worker.start(() -> socket.inputStream().read()).awaitWaiting();

        assertThat(socket.text("a", true)).isTrue();
        assertThat(socket.text("b", true)).isTrue();

        assertThat(reader.failure()).isInstanceOfSatisfying(SocketClosedException.class, e -> assertThat(e.closeCode())
                .isEqualTo(1003));
        await().until(() -> closed.equals(List.of(1003)));
        assertThat(connector.sink.frames()).hasSize(1);
    }

    @Test
    void lostConnectionFailsTheReader() throws Exception {
        open();
        receive("a", false);
        socket.closed(1006, "", new IOException("Connection reset"));

        assertThat(socket.inputStream().read()).isEqualTo('a');
        assertThatThrownBy(() -> socket.inputStream().read())
                .isInstanceOfSatisfying(SocketClosedException.class, e -> assertThat(e.closeCode())
                        .isEqualTo(1006));
    }

    @Test
    void closeOfThisEndGivesUpWhatWasNotRead() throws Exception {
        open();
        assertThat(socket.binary(ByteBuffer.allocate(300_000), false)).isFalse();

        socket.close(1000, "done");

        assertThat(connector.brake.releases()).isEqualTo(1);
        assertThatThrownBy(() -> socket.inputStream().read()).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> {
                    socket.outputStream().write(1);
                    socket.outputStream().flush();
                })
                .isInstanceOf(SocketClosedException.class);
    }

    @Test
    void closeWhileAMessageIsOpenIsStillClean() throws Exception {
        open();
        OutputStream message = socket.newMessage();
        message.write('a');
        message.flush();

        socket.close(1000, "");

        assertThatThrownBy(() -> {
                    message.write(new byte[70_000]);
                })
                .isInstanceOf(SocketClosedException.class);
        assertThat(connector.sink.sent()).containsExactly("binary:a+", "close:1000:");
        assertThat(connector.sink.aborts()).isZero();
        await().until(() -> closed.equals(List.of(1000)));
    }

    @Test
    void failedWorkClosesWith1011Once() throws Exception {
        open();

        socket.workFailed(new IOException("application"));
        socket.workFailed(new IOException("follows"));

        await().until(() -> closed.equals(List.of(1011)));
    }
}
