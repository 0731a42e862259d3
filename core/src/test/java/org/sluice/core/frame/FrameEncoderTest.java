package org.sluice.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.api.CloseCode;

class FrameEncoderTest {

    private static final MaskingKeys KEYS = new MaskingKeys(new SecureRandom());

    private final FrameEncoder server = new FrameEncoder(Role.SERVER, KEYS);

    @ParameterizedTest
    @CsvSource({
        "TEXT, true, false, 6869, 81026869",
        "BINARY, false, false, 01, 020101",
        "CONTINUATION, true, false, '', 8000",
        "TEXT, true, true, 00, c10100",
        "PING, true, false, 70, 890170",
        "PONG, true, false, '', 8a00",
        "CLOSE, true, false, 03e8, 880203e8"
    })
    void aServerSendsWhatTheRfcDraws(Opcode opcode, boolean fin, boolean compressed, String payload, String wire) {
        ByteBuffer to = ByteBuffer.allocate(100);
        ByteBuffer from = ByteBuffer.wrap(HexFormat.of().parseHex(payload));

        server.encode(opcode, fin, compressed, from, to);

        assertThat(from.hasRemaining()).isFalse();
        byte[] sent = new byte[to.flip().remaining()];
        to.get(sent);
        assertThat(HexFormat.of().formatHex(sent)).isEqualTo(wire);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whatIsEncodedIsDecodedByTheOtherEnd(Role role) throws FrameException {
        FrameEncoder encoder = new FrameEncoder(role, KEYS);
        Role other = role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
        for (int length : new int[] {0, 1, 7, 8, 9, 125, 126, 127, 65535, 65536, 70000}) {
            byte[] payload = new byte[length];
            new java.util.Random(length).nextBytes(payload);
            ByteBuffer to = ByteBuffer.allocateDirect((int) encoder.length(length));

            encoder.encode(Opcode.BINARY, true, false, ByteBuffer.wrap(payload), to);

            assertThat(to.hasRemaining()).as("the length told is exact").isFalse();
            FrameRecorder recorder = new FrameRecorder();
            new FrameDecoder(other, false, recorder).decode(to.flip());
            assertThat(recorder.lines).containsExactly("BINARY " + FrameRecorder.hex(payload));
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void thePayloadForARoomIsTheLargestThatFits(Role role) {
        FrameEncoder encoder = new FrameEncoder(role, KEYS);
        for (int room = 0; room < 66_000; room = room < 300 || room > 65_000 ? room + 1 : room + 997) {
            int payload = encoder.payloadFor(room);
            if (payload >= 0) {
                assertThat(encoder.length(payload)).as("room %d", room).isLessThanOrEqualTo(room);
                assertThat(encoder.length(payload + 1)).as("room %d", room).isGreaterThan(room);
            } else {
                assertThat(encoder.length(0)).as("room %d", room).isGreaterThan(room);
            }
        }
    }

    @Test
    void aClosePayloadIsReadAsItWasWritten() throws FrameException {
        ClosePayload close = new ClosePayload(4999, "è finita");

        assertThat(ClosePayload.read(close.bytes())).isEqualTo(close);
        assertThat(new ClosePayload(CloseCode.NO_STATUS, "").bytes().hasRemaining())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1006, 0", "1004, 0", "0, 0", "5000, 0", "1000, 124"})
    void aClosePayloadThatMayNotBeSentIsRefused(int code, int reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClosePayload(code, "x".repeat(reason)).bytes())
                .withMessageContaining(Integer.toString(code));
    }

    @Test
    void aReasonOf123BytesFits() {
        assertThat(new ClosePayload(1000, "x".repeat(123)).bytes().remaining()).isEqualTo(125);
    }
}
