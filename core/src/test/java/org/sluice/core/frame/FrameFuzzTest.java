package org.sluice.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any bytes at all end in frames or in a documented error, and in the same ones however they are cut. Runs over its kept inputs as a
 * test; with {@code JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
class FrameFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void bytesEndInFramesOrInADocumentedError(FuzzedDataProvider data) {
        Role role = data.pickValue(Role.values());
        boolean compression = data.consumeBoolean();
        int cut = data.consumeInt(1, 20);
        byte[] wire = data.consumeRemainingAsBytes();

        assertThat(outcome(role, compression, wire, cut)).isEqualTo(outcome(role, compression, wire, wire.length + 1));
    }

    /** A few fixed ones, so that the test above is seen to compare something even without kept inputs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void theOutcomeHoldsFramesAndErrors(int cut) {
        byte[] wire = {(byte) 0x81, 2, 'h', 'i', (byte) 0x89, 0, (byte) 0x83, 0};

        assertThat(outcome(Role.CLIENT, false, wire, cut))
                .containsExactly(
                        "TEXT 6869", "PING ", "1002 a frame has the reserved opcode 3 (RFC 6455, 5.2)", "open: ");
    }

    private static List<String> outcome(Role role, boolean compression, byte[] wire, int cut) {
        FrameRecorder recorder = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(role, compression, recorder);
        List<String> outcome = new ArrayList<>();
        try {
            for (int from = 0; from < wire.length; from += cut) {
                int size = Math.min(cut, wire.length - from);
                byte[] part = new byte[size];
                System.arraycopy(wire, from, part, 0, size);
                assertThat(decoder.decode(ByteBuffer.wrap(part))).isTrue();
            }
        } catch (FrameException e) {
            assertThat(e.closeCode()).isIn(1002, 1007);
            outcome.add(e.closeCode() + " " + e.getMessage());
        }
        if (outcome.isEmpty()) {
            outcome.add("between frames: " + decoder.isBetweenFrames());
        }
        outcome.add("open: " + recorder.unfinished());
        outcome.addAll(0, recorder.lines);
        return outcome;
    }
}
