package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.SocketClosedException;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.credit.Grant;
import org.sluice.core.doubles.PromptSinkDouble;
import org.sluice.core.doubles.RecordingBrake;
import org.sluice.core.doubles.RecordingSink.Frame;
import org.sluice.core.doubles.RecordingSink.Kind;
import org.sluice.core.doubles.Worker;

/** A stream socket whose peer speaks of credit; the socket's own window and the peer's are 64 KiB, so that chunks have 32 KiB. */
class StreamCreditTest {

    private static final int WINDOW = 64 * 1024;
    private static final int CHUNK = WINDOW / 2;

    private final FakeConnector connector = new FakeConnector();
    private final StreamSocket socket = new StreamSocket(connector);
    private final List<String> closed = new CopyOnWriteArrayList<>();

    private void open(CreditTerms terms) throws IOException {
        connector.opensAtOnce = true;
        connector.answering(socket);
        socket.onClosed((which, event) -> closed.add(event.code() + " " + event.reason()));
        socket.agree(terms);
        socket.connect(URI.create("ws://localhost"));
        connector.sink.awaitFrames(1);
    }

    private void open() throws IOException {
        open(new CreditTerms(WINDOW, WINDOW, false));
    }

    @AfterEach
    void cut() {
        socket.cut("end of the test");
    }

    private void grant(long total, boolean following) {
        socket.pong(new Grant(total, following).payload());
    }

    private List<Grant> grants() {
        return connector.sink.frames().stream()
                .filter(frame -> frame.kind() == Kind.PONG)
                .map(StreamCreditTest::grant)
                .toList();
    }

    private static Grant grant(Frame pong) {
        try {
            return Grant.read(pong.payload()).orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Integer> chunks() {
        return connector.sink.frames().stream()
                .filter(frame -> frame.kind() == Kind.BINARY)
                .map(frame -> {
                    assertThat(frame.last()).as("no message is ever open").isTrue();
                    return frame.size();
                })
                .toList();
    }

    private void receive(int bytes) {
        assertThat(socket.binary(ByteBuffer.allocate(bytes), true))
                .as("a peer that keeps to credit is never paused")
                .isTrue();
    }

    @Test
    void theFirstFrameIsAGrantOfTheWindow() throws IOException {
        open();
        assertThat(connector.sink.frames().get(0).kind()).isEqualTo(Kind.PONG);
        assertThat(grants()).containsExactly(new Grant(WINDOW, false));
    }

    @Test
    @DisplayName("P18 the writer stops within the window exactly, and pings pass")
    void theWriterStopsAtTheWindow() throws Exception {
        open();
        grant(WINDOW, false);
        Worker<String> writer = Worker.run(() -> {
            socket.outputStream().write(new byte[3 * WINDOW]);
            socket.outputStream().flush();
        });
        await().until(() -> chunks().size() == 2);
        CompletableFuture<Duration> unused = socket.ping();
        await().until(() -> connector.sink.frames().stream().anyMatch(frame -> frame.kind() == Kind.PING));
        writer.awaitWaiting();
        assertThat(chunks()).containsExactly(CHUNK, CHUNK);
        assertThat(socket.information().bytesSent()).isEqualTo(WINDOW);

        grant(2 * WINDOW, false);
        await().until(() -> chunks().size() == 4);
        grant(2 * WINDOW, false);
        grant(3 * WINDOW + 63, false);
        await().until(() -> chunks().size() == 6);
        assertThat(writer.isDone()).as("the end of the message costs 64").isFalse();
        grant(3 * WINDOW + 64, false);
        assertThat(writer.result()).isEqualTo("returned");
        assertThat(chunks()).containsExactly(CHUNK, CHUNK, CHUNK, CHUNK, CHUNK, CHUNK, 0);
        assertThat(socket.information().messagesSent()).as("logical ones").isEqualTo(1);
    }

    @Test
    void messagesOfTwoThreadsDoNotMixAlthoughChunksAreMessages() throws Exception {
        open();
        OutputStream first = socket.newMessage();
        first.write(1);
        first.flush();
        Worker<String> second = Worker.run(() -> {
            OutputStream other = socket.newMessage();
            other.write(new byte[2]);
            other.close();
        });
        second.awaitWaiting();
        first.write(new byte[3]);
        first.close();
        second.result();
        assertThat(chunks()).containsExactly(1, 3, 0, 2, 0);
    }

    @Test
    void aGrantOfThePeerIsAnsweredOnceToSayThatItIsFollowed() throws IOException {
        open();
        grant(WINDOW, false);
        grant(WINDOW, false);
        connector.sink.awaitFrames(2);
        grant(WINDOW + 1, true);
        CompletableFuture<Duration> unused = socket.ping();
        connector.sink.awaitFrames(3);
        assertThat(grants()).containsExactly(new Grant(WINDOW, false), new Grant(WINDOW, true));
    }

    @Test
    void aReaderGrantsAtEachHalfWindow() throws IOException {
        open();
        receive(CHUNK);
        receive(CHUNK);
        InputStream in = socket.inputStream();
        assertThat(in.readNBytes(CHUNK - 1)).hasSize(CHUNK - 1);
        assertThat(grants()).hasSize(1);
        assertThat(in.read()).isZero();
        connector.sink.awaitFrames(2);
        assertThat(grants().get(1).total()).isEqualTo(WINDOW + CHUNK);
    }

    @Test
    void logicalMessagesEndWithEmptyOnes() throws IOException {
        open();
        receive(5);
        receive(7);
        receive(0);
        receive(0);
        assertThat(socket.nextMessage().orElseThrow().readAllBytes()).hasSize(12);
        assertThat(socket.nextMessage().orElseThrow().readAllBytes()).isEmpty();
        assertThat(socket.information().messagesReceived()).isEqualTo(2);
    }

    @Test
    void aReaderThatWaitsHasGivenBackWhatItPassed() throws Exception {
        open();
        // All the window in ends of messages: the reader passes them and waits, and so would the peer.
        for (int i = 0; i < WINDOW / 64; i++) {
            receive(0);
        }
        Worker<Integer> reader = Worker.start(() -> socket.inputStream().read());
        connector.sink.awaitFrames(2);
        assertThat(grants().get(1).total()).isGreaterThanOrEqualTo(WINDOW + CHUNK);
        receive(1);
        assertThat(reader.result()).isZero();
    }

    @Test
    void passingOverTheRestOfALongMessageGrants() throws Exception {
        open();
        receive(CHUNK);
        InputStream message = socket.nextMessage().orElseThrow();
        Worker<String> skip = Worker.run(message::close);
        connector.sink.awaitFrames(2);
        receive(CHUNK);
        await().until(() -> grants().get(grants().size() - 1).total() >= 2 * WINDOW);
        receive(0);
        assertThat(skip.result()).isEqualTo("returned");
    }

    @Test
    void whatComesAfterTheInputIsClosedIsGivenBack() throws IOException {
        open();
        receive(CHUNK / 2);
        socket.inputStream().close();
        receive(CHUNK);
        await().until(() -> grants().size() == 2);
        assertThat(grants().get(1).total()).isGreaterThanOrEqualTo(WINDOW + CHUNK);
    }

    @Test
    void aPeerThatOverrunsIsClosedWith1008() throws IOException {
        open();
        grant(WINDOW, true);
        receive(CHUNK);
        receive(CHUNK);
        receive(1);
        await().until(() -> closed.size() == 1);
        assertThat(closed.get(0)).startsWith("1008 ").contains("credit");
        assertThat(socket.inputStream().readNBytes(WINDOW + 1))
                .as("what came before")
                .hasSize(WINDOW);
    }

    @Test
    void aPeerThatMayNotHaveSeenAGrantIsNotClosed() throws IOException {
        open();
        grant(WINDOW, false);
        for (int i = 0; i < 4; i++) {
            receive(CHUNK);
        }
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void aBrokenGrantClosesWith1002() throws IOException {
        open();
        socket.pong(
                ByteBuffer.allocate(16).putInt(0x534C4301).putInt(0).putLong(-1).flip());
        await().until(() -> closed.size() == 1);
        assertThat(closed.get(0)).startsWith("1002 ");
    }

    @Test
    void theCloseOfAFaultDoesNotWaitForCredit() throws Exception {
        open();
        Worker<String> writer = Worker.run(() -> socket.outputStream().write(new byte[WINDOW + 10 * CHUNK]));
        writer.awaitWaiting();
        socket.text("a text", true);
        await().until(() -> closed.size() == 1);
        assertThat(closed.get(0)).startsWith("1003 ");
        assertThat(writer.failure()).isInstanceOf(SocketClosedException.class);
        assertThat(chunks()).containsExactly(CHUNK, CHUNK);
    }

    @Test
    void aPathThatSwallowsPongsIsServedWithoutCredit() throws Exception {
        open();
        Worker<String> writer = Worker.run(() -> {
            socket.outputStream().write(new byte[4 * WINDOW]);
            socket.outputStream().flush();
        });
        assertThat(writer.result()).isEqualTo("returned");
        assertThat(chunks()).hasSize(9);
        grant(WINDOW, false);
        CompletableFuture<Duration> unused = socket.ping();
        connector.sink.awaitFrames(11);
        assertThat(grants()).as("it does not say that it follows").hasSize(1);
    }

    @Test
    void inTheSubProtocolGrantsAreTexts() throws Exception {
        open(CreditTerms.ofSubProtocol(WINDOW));
        assertThat(connector.sink.sent()).containsExactly("text:credit=" + WINDOW);
        Worker<String> writer = Worker.run(() -> {
            socket.outputStream().write(1);
            socket.outputStream().flush();
        });
        writer.awaitWaiting();
        assertThat(connector.sink.frames()).hasSize(1);
        socket.text("cred", false);
        socket.text("it=" + WINDOW, true);
        assertThat(writer.result()).isEqualTo("returned");
        assertThat(chunks()).containsExactly(1, 0);
        receive(CHUNK);
        assertThat(socket.inputStream().readNBytes(CHUNK)).hasSize(CHUNK);
        await().until(() -> connector.sink.sent().contains("text:credit=" + (WINDOW + CHUNK)));
    }

    @Test
    void inTheSubProtocolAPeerIsBoundFromTheBeginning() throws IOException {
        open(CreditTerms.ofSubProtocol(WINDOW));
        receive(WINDOW);
        receive(0);
        await().until(() -> closed.size() == 1);
        assertThat(closed.get(0)).startsWith("1008 ");
    }

    @Test
    void inTheSubProtocolOtherTextsCloseWith1002() throws IOException {
        open(CreditTerms.ofSubProtocol(WINDOW));
        socket.text("x".repeat(100_000), false);
        socket.text("x".repeat(100_000), true);
        await().until(() -> closed.size() == 1);
        assertThat(closed.get(0)).startsWith("1002 ");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 32_767, 1_073_741_825, Long.MAX_VALUE})
    void inTheSubProtocolAFirstGrantThatIsNoWindowClosesWith1002(long total) throws Exception {
        open(CreditTerms.ofSubProtocol(WINDOW));
        Worker<String> writer = Worker.run(() -> {
            socket.outputStream().write(1);
            socket.outputStream().flush();
        });
        writer.awaitWaiting();
        socket.text("credit=" + total, true);
        await().until(() -> closed.size() == 1);
        assertThat(closed.get(0)).startsWith("1002 ").contains("32768 to 1073741824");
        assertThat(writer.failure()).isInstanceOf(SocketClosedException.class);
        assertThat(chunks()).as("nothing was sent against it").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {32_768, 1_073_741_824})
    void inTheSubProtocolTheSmallestAndTheLargestWindowAreTakenAndLaterGrantsAreAnyTotal(int first) throws Exception {
        open(CreditTerms.ofSubProtocol(WINDOW));
        socket.text("credit=" + first, true);
        socket.outputStream().write(1);
        socket.outputStream().flush();
        assertThat(chunks()).containsExactly(1, 0);
        socket.text("credit=0", true);
        socket.text("credit=9223372036854775807", true);
        socket.outputStream().write(2);
        socket.outputStream().flush();
        assertThat(chunks()).containsExactly(1, 0, 1, 0);
        assertThat(closed).isEmpty();
    }

    @Test
    void nothingIsLeftBehindOfAConnectionThatEndsBeforeAGrant() throws Exception {
        open();
        Worker<String> writer = Worker.run(() -> socket.outputStream().write(new byte[WINDOW + 10 * CHUNK]));
        writer.awaitWaiting();
        socket.closed(1006, "", null);
        assertThat(writer.failure()).isInstanceOf(SocketClosedException.class);
    }

    @Test
    void aStreamThatWaitsForCreditEndsWithTheSendTimeout() throws Exception {
        socket.control().sendTimeout(Duration.ofMillis(300));
        open();
        grant(WINDOW, false);
        assertThatThrownBy(() -> {
                    socket.outputStream().write(new byte[WINDOW + CHUNK]);
                    socket.outputStream().flush();
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("send timeout");
    }

    @Test
    void whatWaitedForAGrantThatNeverCameIsNotWrittenByTheTimer() throws Exception {
        PromptSinkDouble sink = new PromptSinkDouble();
        StreamSocket direct = new StreamSocket(null);
        direct.agree(new CreditTerms(WINDOW, WINDOW, false));
        direct.opened(sink, new RecordingBrake(), new Handshake(Optional.empty(), List.of(), false, Map.of()));
        Worker<String> writer = Worker.run(() -> {
            direct.outputStream().write(new byte[2 * WINDOW]);
            direct.outputStream().flush();
        });

        assertThat(writer.result()).isEqualTo("returned");
        assertThat(sink.threads).extracting(Thread::getName).doesNotContain("sluice-timer");
        direct.closed(1000, "", null);
    }
}
