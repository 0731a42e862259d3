package org.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class PseudoRandomBytesTest {

    @Test
    void numbersAreThoseOfSplitMix64WithSeed0() throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(new PseudoRandomBytes(24).readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong()).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(bytes.getLong()).isEqualTo(0x6e789e6aa1b965f4L);
        assertThat(bytes.getLong()).isEqualTo(0x06c45d188009454fL);
    }

    @Test
    void readsOfAnySizeGiveTheSameBytes() throws IOException {
        byte[] whole = new PseudoRandomBytes(1001).readAllBytes();
        for (int size = 1; size <= 40; size++) {
            PseudoRandomBytes stream = new PseudoRandomBytes(1001);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] chunk = new byte[size + 3];
            all.write(stream.read());
            for (int read = stream.read(chunk, 3, size); read >= 0; read = stream.read(chunk, 3, size)) {
                all.write(chunk, 3, read);
            }
            assertThat(all.toByteArray()).as("reads of %s", size).isEqualTo(whole);
        }
    }

    @Test
    void endIsAtTheLength() throws IOException {
        PseudoRandomBytes stream = new PseudoRandomBytes(3);
        assertThat(stream.available()).isEqualTo(3);
        assertThat(stream.readNBytes(10)).hasSize(3);
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.read(new byte[1], 0, 1)).isEqualTo(-1);
        assertThat(stream.read(new byte[1], 0, 0)).isZero();
        assertThat(stream.available()).isZero();
    }

    @Test
    void negativeLengthIsRefusedByName() {
        assertThatThrownBy(() -> new PseudoRandomBytes(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length");
    }
}
