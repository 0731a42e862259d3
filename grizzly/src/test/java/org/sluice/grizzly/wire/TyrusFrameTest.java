package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;

class TyrusFrameTest {

    private final FakeLine line = new FakeLine();
    private final Wire wire = new Wire(line, Role.SERVER, Duration.ofMinutes(10));

    TyrusFrameTest() {
        line.tell(wire.events());
    }

    @AfterEach
    void end() {
        line.lose();
        line.run();
    }

    private static TyrusFrame of(Role role, Opcode opcode, boolean fin, byte[] payload) throws IOException {
        return TyrusFrame.of(ByteBuffer.wrap(PeerFrames.frame(role, opcode, fin, payload)));
    }

    private List<String> send(TyrusFrame frame) throws IOException {
        boolean done;
        do {
            done = frame.sendPart(wire);
            wire.flush(() -> {});
        } while (!done);
        return line.sentBy(Role.SERVER);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aFrameIsUnmaskedAndSentAsTheWires(Role engine) throws Exception {
        TyrusFrame frame = of(engine, Opcode.TEXT, true, new byte[] {'a', 'b', 'c'});

        assertThat(frame.opcode()).isEqualTo(Opcode.TEXT);
        assertThat(frame.payload().remaining()).isEqualTo(3);
        assertThat(send(frame)).containsExactly("text:abc");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
    void framesUpTo64KibStayWhole(int size) throws Exception {
        assertThat(send(of(Role.CLIENT, Opcode.BINARY, true, new byte[size]))).containsExactly("binary:" + size);
    }

    @Test
    void aLargerFrameIsCutIntoContinuations() throws Exception {
        TyrusFrame frame = of(Role.SERVER, Opcode.BINARY, true, new byte[150_000]);

        assertThat(send(frame)).containsExactly("binary:65536+", "binary:65536+", "binary:18928");
    }

    @Test
    void fragmentsOfTheEngineStayFragments() throws Exception {
        List<String> sent = new ArrayList<>(send(of(Role.SERVER, Opcode.TEXT, false, new byte[] {'a'})));
        assertThat(sent).containsExactly("text:a+");

        assertThat(send(of(Role.SERVER, Opcode.CONTINUATION, true, new byte[] {'b'})))
                .containsExactly("text:a+", "text:b");
    }

    @Test
    void aCloseFrameIsTheWires() throws Exception {
        TyrusFrame frame = TyrusFrame.of(ByteBuffer.wrap(PeerFrames.close(Role.SERVER, 4000, "mine")));

        assertThat(send(frame)).containsExactly("close:4000:mine");
    }

    @Test
    void anEmptyCloseFrameOfTheEngineMeans1000() throws Exception {
        TyrusFrame frame = TyrusFrame.of(ByteBuffer.wrap(PeerFrames.close(Role.SERVER, 1005, "")));

        assertThat(send(frame)).containsExactly("close:1000:");
    }

    @Test
    void aFrameInTheMiddleOfABufferIsFound() throws Exception {
        byte[] encoded = PeerFrames.text(Role.SERVER, "abc");
        ByteBuffer buffer = ByteBuffer.allocate(20)
                .position(5)
                .put(encoded)
                .limit(5 + encoded.length)
                .position(5);

        assertThat(send(TyrusFrame.of(buffer))).containsExactly("text:abc");
        assertThat(buffer.remaining()).as("the engine's own is left alone").isEqualTo(encoded.length);
    }

    @Test
    void whatIsNoWholeFrameIsRefused() {
        assertThatThrownBy(() -> TyrusFrame.of(ByteBuffer.wrap(new byte[] {(byte) 0x83, 0})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("opcode 3");
        assertThatThrownBy(() -> TyrusFrame.of(ByteBuffer.wrap(new byte[] {(byte) 0x82, 2, 0})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1 bytes in a frame of 2");
    }
}
