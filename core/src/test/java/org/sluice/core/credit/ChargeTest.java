package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChargeTest {

    @Test
    void howAMessageIsCutDoesNotMatter() {
        Random random = new Random(3);
        Charge charge = new Charge();
        for (int message = 0; message < 2_000; message++) {
            long size = 0;
            long cost = 0;
            for (int parts = random.nextInt(6); parts > 0; parts--) {
                int part = random.nextInt(40);
                size += part;
                cost += charge.part(part, false);
            }
            int part = random.nextInt(40);
            assertThat(cost + charge.part(part, true)).isEqualTo(Charge.of(size + part));
        }
    }

    @Test
    void hugePartsDoNotOverflow() {
        Charge charge = new Charge();
        assertThat(charge.part(Long.MAX_VALUE, false)).isEqualTo(Long.MAX_VALUE);
        assertThat(charge.part(Long.MAX_VALUE, false)).isEqualTo(Long.MAX_VALUE);
        assertThat(charge.part(0, true)).isZero();
        assertThat(charge.part(Long.MAX_VALUE, true)).isEqualTo(Long.MAX_VALUE);
    }
}
