package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrantTest {

    @Test
    void everyTotalComesBackInBothForms() throws CreditException {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Grant grant = new Grant(random.nextLong() >>> (1 + random.nextInt(63)), random.nextBoolean());
            assertThat(Grant.read(grant.payload())).contains(grant);
            assertThat(Grant.readText(grant.text())).isEqualTo(new Grant(grant.total(), true));
        }
    }

    @Test
    void readingHeedsPositionAndLimitAndLeavesThem() throws CreditException {
        ByteBuffer wide = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        wide.position(7).put(new Grant(0x0102030405060708L, true).payload());
        wide.flip().position(7);
        assertThat(Grant.read(wide)).contains(new Grant(0x0102030405060708L, true));
        assertThat(wide.position()).isEqualTo(7);
        assertThat(wide.limit()).isEqualTo(23);
    }

    @Test
    void changingAnyByteOfTheMarkerMakesItAnotherPong() throws CreditException {
        for (int at = 0; at < 4; at++) {
            ByteBuffer payload = new Grant(5, false).payload();
            payload.put(at, (byte) (payload.get(at) ^ 1));
            assertThat(Grant.read(payload)).as("byte %s", at).isEmpty();
        }
    }

    @Test
    void anyOtherLengthIsRefused() throws CreditException {
        for (int bytes = 4; bytes <= 125; bytes++) {
            ByteBuffer payload = ByteBuffer.allocate(bytes).putInt(0x534C4301).rewind();
            if (bytes == Grant.BYTES) {
                assertThat(Grant.read(payload)).contains(new Grant(0, false));
            } else {
                assertThatThrownBy(() -> Grant.read(payload))
                        .isInstanceOf(CreditException.class)
                        .hasMessageContaining(Integer.toString(bytes))
                        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(123));
            }
        }
    }

    @Test
    void ourPingsAreNoGrants() throws CreditException {
        // An answer to a ping carries its payload; ours are numbers of eight bytes.
        assertThat(Grant.read(ByteBuffer.allocate(8).putLong(0, 0x534C430200000000L)))
                .isEmpty();
    }

    @Test
    void aNegativeTotalCannotBeMade() {
        assertThatThrownBy(() -> new Grant(-1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("total");
    }
}
