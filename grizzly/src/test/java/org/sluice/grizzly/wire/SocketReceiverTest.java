package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.Opcode;

class SocketReceiverTest {

    private final RecordingInbound inbound = new RecordingInbound();
    private final SocketReceiver receiver = new SocketReceiver(inbound, Duration.ofMinutes(2));

    @Test
    void textComesInWholeCharacters() throws Exception {
        byte[] euro = "a€".getBytes(StandardCharsets.UTF_8);

        assertThat(receiver.data(Opcode.TEXT, ByteBuffer.wrap(euro, 0, 2), false))
                .isTrue();
        assertThat(receiver.data(Opcode.TEXT, ByteBuffer.wrap(euro, 2, 2), true))
                .isTrue();

        assertThat(inbound.events).containsExactly("text:a+", "text:€");
    }

    @Test
    void textThatIsNoneIsRefused() {
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> receiver.data(Opcode.TEXT, ByteBuffer.wrap(new byte[] {(byte) 0xFF}), false))
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(1007));
        assertThat(inbound.events).isEmpty();
    }

    @Test
    void bytesComeAsTheyAre() throws Exception {
        assertThat(receiver.data(Opcode.BINARY, ByteBuffer.wrap(new byte[] {(byte) 0xFF}), true))
                .isTrue();

        assertThat(inbound.events).containsExactly("binary:1");
    }

    @Test
    void thePauseThatTheSocketAsksForIsPassedOn() throws Exception {
        inbound.pausing = true;

        assertThat(receiver.data(Opcode.TEXT, ByteBuffer.allocate(0), true)).isFalse();
        assertThat(receiver.data(Opcode.BINARY, ByteBuffer.allocate(0), true)).isFalse();
    }

    @Test
    void everythingElseIsToldToTheSocketWhichClosesByItself() {
        IOException cause = new IOException("Connection reset");
        receiver.pong(StandardCharsets.UTF_8.encode("p"));
        receiver.stalled();
        assertThat(receiver.failed(1002, "broken")).isTrue();
        receiver.closed(new End(1006, ""), cause);

        assertThat(inbound.events).containsExactly("pong:p", "stalled:PT2M", "failed:1002", "closed:1006:");
        assertThat(inbound.cause).isSameAs(cause);
    }
}
