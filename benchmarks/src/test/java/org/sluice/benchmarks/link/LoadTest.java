package org.sluice.benchmarks.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final int KIB = 1024;

    @Test
    void theDigestIsThatOfTheWrites() {
        Load load = Load.about(3_000_000, 8 * KIB);
        CRC32C checksum = new CRC32C();
        long bytes = 0;
        for (Load.Writes writes = load.writes(); writes.hasNext(); ) {
            ByteBuffer write = writes.next();
            assertThat(write.remaining()).isEqualTo(8 * KIB);
            bytes += write.remaining();
            checksum.update(write);
        }
        assertThat(load.digest()).isEqualTo(new Digest(bytes, checksum.getValue()));
        assertThat(bytes).isBetween(3_000_000L, 3_000_000L + 8 * KIB);
    }

    @Test
    void oneOtherBitIsAnotherDigest() {
        Load load = Load.about(64 * KIB, KIB);
        Counter counter = new Counter(load.bytes());
        for (Load.Writes writes = load.writes(); writes.hasNext(); ) {
            byte[] copy = new byte[KIB];
            writes.next().get(copy);
            if (counter.digest().bytes() == 0) {
                copy[5] = (byte) (copy[5] ^ 1);
            }
            counter.count(ByteBuffer.wrap(copy));
        }
        assertThat(counter.isComplete()).isTrue();
        assertThat(counter.digest()).isNotEqualTo(load.digest());
    }

    @Test
    void itGoesOverTheWire() {
        Load load = Load.about(1, 64 * KIB);
        assertThat(Load.read(load.encoded())).isEqualTo(load);
        assertThat(Digest.read(load.digest().encoded())).isEqualTo(load.digest());
    }

    @Test
    void halfAWriteIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Load(KIB + 1, KIB));
        assertThatIllegalArgumentException().isThrownBy(() -> new Load(3000, 3000));
    }

    @Test
    void aCounterLeavesWhatIsNotItsOwn() {
        Counter counter = new Counter(3);
        ByteBuffer data = ByteBuffer.allocate(5);
        counter.count(data);
        assertThat(data.remaining()).isEqualTo(2);
        assertThat(counter.isComplete()).isTrue();
    }
}
