package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;

class TyrusReceiverTest {

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private int releases;
    private final TyrusReceiver receiver = new TyrusReceiver(new Session(), threads::add, () -> releases++);

    /** Takes frames as Tyrus does, and the end. */
    private final class Session implements Connection {

        @Override
        public ReadHandler getReadHandler() {
            return frame -> {
                byte[] bytes = new byte[frame.remaining()];
                frame.get(bytes);
                // As a server's, since Tyrus asks for no mask.
                events.add(describe(bytes));
            };
        }

        @Override
        public Writer getWriter() {
            throw new AssertionError("receives only");
        }

        @Override
        public CloseListener getCloseListener() {
            throw new AssertionError("receives only");
        }

        @Override
        public void close(CloseReason reason) {
            events.add("closed:" + reason.getCloseCode().getCode() + ":" + reason.getReasonPhrase());
        }
    }

    /** A continuation is not to be read alone. */
    private static String describe(byte[] frame) {
        return (frame[0] & 0x0F) == 0
                ? "continuation:" + (frame.length - 2) + ((frame[0] & 0x80) == 0 ? "+" : "")
                : PeerFrames.read(Role.SERVER, frame).get(0);
    }

    private void run() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }

    private boolean text(String text, boolean last) throws FrameException {
        return receiver.data(Opcode.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), last);
    }

    @Test
    void partsComeAsUnmaskedFramesOnAThreadThatMayBlock() throws Exception {
        assertThat(text("a", false)).isTrue();
        assertThat(text("b", false)).isTrue();
        assertThat(text("c", true)).isTrue();
        assertThat(receiver.data(Opcode.BINARY, ByteBuffer.allocate(3), true)).isTrue();
        receiver.pong(ByteBuffer.wrap(new byte[] {'p'}));
        assertThat(events).isEmpty();

        run();

        assertThat(events).containsExactly("text:a+", "continuation:1+", "continuation:1", "binary:3", "pong:p");
    }

    @Test
    void aPartIsCopiedSinceItIsValidDuringTheCallOnly() throws Exception {
        byte[] part = {'a'};
        assertThat(receiver.data(Opcode.TEXT, ByteBuffer.wrap(part), true)).isTrue();
        part[0] = 'x';
        run();

        assertThat(events).containsExactly("text:a");
    }

    @Test
    void textThatIsNoneIsRefusedAndNotHandedOn() {
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> receiver.data(Opcode.TEXT, ByteBuffer.wrap(new byte[] {(byte) 0xFF}), false))
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(1007));
        run();
        assertThat(events).isEmpty();
    }

    @Test
    void aHandlerThatIsBusyPausesTheWireAndReleasesItOnce() throws Exception {
        boolean goOn = true;
        int frames = 0;
        while (goOn) {
            goOn = receiver.data(Opcode.BINARY, ByteBuffer.allocate(32 * 1024), true);
            frames++;
        }
        assertThat(frames).isBetween(2, 6);
        assertThat(releases).isZero();

        run();

        assertThat(releases).isEqualTo(1);
        assertThat(events).hasSize(frames);
    }

    @Test
    void aFloodOfPongsIsBoundedWhileTheHandlerIsBusy() {
        for (int i = 0; i < 100_000; i++) {
            receiver.pong(ByteBuffer.allocate(10));
        }
        run();

        assertThat(events).hasSizeLessThan(4_000);
        assertThat(releases).as("nothing was paused").isZero();
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000", "1005, 1000", "1006, 1006", "4001, 4001"})
    void theEndComesBehindWhatWasReceived(int code, int told) throws Exception {
        assertThat(text("a", true)).isTrue();
        receiver.closed(new End(code, "why"), null);
        run();

        assertThat(events).containsExactly("text:a", "closed:" + told + ":why");
    }

    @Test
    void failuresAreLeftToTheWireAndSlowHandlersAreFine() {
        assertThat(receiver.failed(1002, "broken")).isFalse();
        receiver.stalled();

        assertThat(threads).isEmpty();
    }
}
