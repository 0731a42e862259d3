package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.core.send.Sends.part;
import static org.sluice.core.send.Sends.soon;
import static org.sluice.core.send.Sends.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.WebErrorStatus;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.doubles.RecordingSink.Frame;
import org.sluice.core.doubles.Worker;

class MessageOutputTest {

    private static final int FRAME = Outgoing.MAX_PART;

    private final RecordingSink sink = new RecordingSink();
    private final RecordingListener listener = new RecordingListener();
    private final SendLane lane = new SendLane(sink, Threads.shared(), listener);
    private volatile Duration timeout = Duration.ofSeconds(20);

    private MessageOutput begin() {
        return new MessageOutput(lane, () -> timeout);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void smallMessageIsOneFrame() throws Exception {
        try (MessageOutput message = begin()) {
            message.write('a');
            message.write(ascii("bcd"));
            message.write(ascii("xefx"), 1, 2);
            assertThat(sink.frames()).isEmpty();
        }

        assertThat(sink.sent()).containsExactly("binary:abcdef");
        assertThat(listener.messages).hasValue(1);
    }

    @Test
    void nothingWrittenIsAnEmptyMessage() throws Exception {
        begin().close();

        assertThat(sink.sent()).containsExactly("binary:");
    }

    @Test
    void closingTwiceSendsOnce() throws Exception {
        MessageOutput message = begin();
        message.close();
        message.close();

        assertThat(sink.frames()).hasSize(1);
        assertThatThrownBy(() -> message.write(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended");
        assertThatThrownBy(message::flush).isInstanceOf(IOException.class).hasMessageContaining("ended");
    }

    @Test
    void flushSendsAPartWithoutEndingTheMessage() throws Exception {
        MessageOutput message = begin();
        message.flush();
        message.write(ascii("a"));
        message.flush();
        assertThat(sink.sent()).containsExactly("binary:a+");
        message.flush();
        message.write(ascii("b"));
        message.close();

        assertThat(sink.sent()).containsExactly("binary:a+", "binary:b");
    }

    @Test
    void flushAfterTheLastByteLeavesAnEmptyLastPart() throws Exception {
        MessageOutput message = begin();
        message.write(ascii("a"));
        message.flush();
        message.close();

        assertThat(sink.sent()).containsExactly("binary:a+", "binary:");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 511, 4096, 65279, 65280, 65281, 65536, 200_000})
    @DisplayName("P13 a message of any size leaves in frames of at most 64 KiB, however it is written")
    void everySizeOfWriteGivesTheSameBytes(int step) throws Exception {
        byte[] content = new byte[3 * FRAME + 17];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 7);
        }
        try (MessageOutput message = begin()) {
            for (int from = 0; from < content.length; from += step) {
                message.write(content, from, Math.min(step, content.length - from));
            }
        }

        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Frame frame : sink.frames()) {
            joined.write(frame.payload().array());
        }
        assertThat(joined.toByteArray()).isEqualTo(content);
        assertThat(sink.frames()).extracting(Frame::size).containsExactly(FRAME, FRAME, FRAME, 17);
        assertThat(sink.frames()).extracting(Frame::last).containsExactly(false, false, false, true);
    }

    @Test
    void exactlyOneFrameStaysOneWholeFrame() throws Exception {
        try (MessageOutput message = begin()) {
            message.write(new byte[FRAME]);
        }

        assertThat(sink.frames()).extracting(Frame::size).containsExactly(FRAME);
    }

    @Test
    void callersArrayIsFreeAfterTheWrite() throws Exception {
        byte[] array = ascii("abc");
        try (MessageOutput message = begin()) {
            message.write(array);
            array[0] = 'x';
        }

        assertThat(sink.sent()).containsExactly("binary:abc");
    }

    @Test
    void wrongRangeIsRefused() {
        assertThatThrownBy(() -> begin().write(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void firstPartThatCannotGoEndsTheMessageAndNotTheConnection() throws Exception {
        lane.firstPart(part("other", false), soon());
        timeout = Duration.ofMillis(1);
        MessageOutput message = begin();
        message.write(new byte[FRAME]);

        assertThatThrownBy(() -> message.write(1))
                .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.TIMEOUT));
        // Its beginning is gone, so that the rest must not pass for a message.
        assertThatThrownBy(() -> message.write(1)).hasMessageContaining("ended");
        message.close();
        lane.part(part("end", true), soon());
        Outgoing next = text("next");
        lane.submit(next, soon());
        lane.await(next, soon());

        assertThat(sink.sent()).containsExactly("binary:other+", "binary:end", "text:next");
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void firstPartWithoutRoomGivesTheTurnBack() throws Exception {
        Gate gate = sink.hold();
        lane.submit(Sends.bytes((int) SendLane.CAPACITY), soon());
        gate.awaitReached();
        timeout = Duration.ofMillis(1);
        MessageOutput message = begin();
        message.write(1);

        assertThatThrownBy(message::flush).isInstanceOf(IOException.class);
        gate.open();
        Outgoing next = text("next");
        lane.submit(next, soon());
        lane.await(next, soon());

        assertThat(sink.sent()).endsWith("text:next");
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void laterPartThatCannotGoCutsTheConnection() throws Exception {
        MessageOutput message = begin();
        message.write(1);
        message.flush();
        Gate gate = sink.hold();
        message.write(new byte[4 * FRAME]);
        gate.awaitReached();
        timeout = Duration.ofMillis(1);

        assertThatThrownBy(() -> message.write(new byte[2 * FRAME])).isInstanceOf(IOException.class);

        assertThat(listener.failures).hasSize(1);
        message.close();
        gate.open();
    }

    @Test
    void interruptBetweenPartsCutsTheConnection() throws Exception {
        MessageOutput message = begin();
        message.write(1);
        message.flush();
        Gate gate = sink.hold();
        Worker<String> writer = Worker.run(() -> message.write(new byte[8 * FRAME]));
        gate.awaitReached();
        writer.awaitWaiting().interrupt();

        assertThat(writer.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(writer.endedInterrupted()).isTrue();
        assertThat(listener.failures).hasSize(1);
        gate.open();
    }

    @Test
    void smallMessageThatIsLateIsTakenBack() throws Exception {
        Gate gate = sink.hold();
        lane.submit(text("first"), soon());
        gate.awaitReached();
        timeout = Duration.ofMillis(1);
        MessageOutput message = begin();
        message.write(1);

        assertThatThrownBy(message::close).isInstanceOf(IOException.class);
        gate.open();
        Outgoing next = text("next");
        lane.submit(next, soon());
        lane.await(next, soon());

        assertThat(sink.sent()).containsExactly("text:first", "text:next");
    }

    @Test
    void lostConnectionFailsWriteFlushAndClose() throws Exception {
        lane.fail(new IOException("Connection reset"));

        for (Worker.Action action :
                List.<Worker.Action>of(() -> begin().close(), () -> begin().write(new byte[FRAME + 1]), () -> {
                    MessageOutput message = begin();
                    message.write(1);
                    message.flush();
                })) {
            assertThatThrownBy(action::run)
                    .satisfies(e -> assertThat(WebErrorStatus.of(e)).isSameAs(WebErrorStatus.CONNECTION_RESET));
        }
    }
}
