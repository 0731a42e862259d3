package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.MessageType;

@DisplayName("P27 the message type is binary until it is changed, which may be at any time")
class MessageTypeTest {

    private static final byte[] ALL_LENGTHS = "aü世\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);

    private final FakeConnector connector = new FakeConnector();
    private final MessageSocket socket = new MessageSocket(connector);

    @BeforeEach
    void open() throws IOException {
        connector.opensAtOnce = true;
        socket.connect(URI.create("ws://localhost"));
    }

    private void frame(String part, boolean fin) throws IOException {
        socket.sendFrame(StandardCharsets.UTF_8.encode(part), fin);
    }

    @Test
    @DisplayName("P27 P31 each message of the output stream has the type of the moment it is sent")
    void eachFlushHasTheTypeOfTheMoment() throws Exception {
        OutputStream output = socket.outputStream();
        output.write('a');
        output.flush();
        socket.control().messageType(MessageType.UTF8);
        output.write('b');
        output.flush();
        output.write('c');
        socket.control().messageType(MessageType.BINARY);
        output.flush();

        assertThat(connector.sink.sent()).containsExactly("binary:a", "text:b", "binary:c");
    }

    @Test
    @DisplayName("P27 S send: frames have the type that their message began with")
    void framesHaveTheTypeOfTheirMessage() throws Exception {
        frame("a", false);
        socket.control().messageType(MessageType.UTF8);
        frame("b", true);
        frame("c", false);
        socket.control().messageType(MessageType.BINARY);
        frame("d", true);
        frame("e", true);

        assertThat(connector.sink.sent()).containsExactly("binary:a+", "binary:b", "text:c+", "text:d", "binary:e");
        assertThat(socket.information().messagesSent()).isEqualTo(3);
    }

    @Test
    @DisplayName("P27 S send: frames of text may be cut anywhere, also inside a character")
    void textMayBeCutAnywhere() throws Exception {
        socket.control().messageType(MessageType.UTF8);
        for (int first = 0; first <= ALL_LENGTHS.length; first++) {
            for (int second = first; second <= ALL_LENGTHS.length; second++) {
                int before = connector.sink.frames().size();
                socket.sendFrame(ByteBuffer.wrap(ALL_LENGTHS, 0, first), false);
                socket.sendFrame(ByteBuffer.wrap(ALL_LENGTHS, first, second - first), false);
                socket.sendFrame(ByteBuffer.wrap(ALL_LENGTHS, second, ALL_LENGTHS.length - second), true);
                StringBuilder whole = new StringBuilder();
                connector.sink.frames().subList(before, before + 3).forEach(frame -> whole.append(frame.text()));
                assertThat(whole).as("cut at %s and %s", first, second).hasToString("aü世\uD83D\uDE00");
            }
        }
        assertThat(socket.information().bytesSent())
                .isEqualTo(socket.information().messagesSent() * ALL_LENGTHS.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xff, 0x80, 0xe4})
    @DisplayName("P27 S send: a frame that makes the text no UTF-8 is refused, and its message goes on without it")
    void textThatIsNoUtf8IsRefused(int wrong) throws Exception {
        socket.control().messageType(MessageType.UTF8);
        ByteBuffer bad = ByteBuffer.wrap(new byte[] {'x', (byte) wrong});
        assertThatThrownBy(() -> socket.sendFrame(bad, true)).isInstanceOf(CharacterCodingException.class);
        frame("a", false);
        assertThatThrownBy(() -> socket.sendFrame(bad, true)).isInstanceOf(CharacterCodingException.class);
        assertThat(bad.remaining()).isEqualTo(2);
        frame("b", true);

        assertThat(connector.sink.sent()).containsExactly("text:a+", "text:b");
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    @DisplayName("P27 a text longer than a frame leaves in whole characters too")
    void longTextLeavesInFrames() throws Exception {
        socket.control().messageType(MessageType.UTF8);
        String text = "世".repeat(100_000);
        frame(text, true);

        StringBuilder whole = new StringBuilder();
        connector.sink.awaitFrames(5).frames().forEach(frame -> whole.append(frame.text()));
        assertThat(whole).hasToString(text);
    }
}
