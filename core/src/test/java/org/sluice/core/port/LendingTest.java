package org.sluice.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LendingTest {

    private final AtomicInteger waits = new AtomicInteger();
    private final Lender lender = new Lender() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void lend(Borrower borrower) {
            borrower.run();
        }

        @Override
        public void aboutToWait() {
            waits.incrementAndGet();
        }
    };

    @Test
    void aThreadIsLentWhileItSaysSo() {
        assertThat(Lending.current()).isNull();
        Lending.during(lender, () -> assertThat(Lending.current()).isSameAs(lender));
        assertThat(Lending.current()).isNull();
    }

    @Test
    void onlyALentThreadIsToldOfAWait() {
        Lending.aboutToWait();
        assertThat(waits).hasValue(0);

        Lending.during(lender, Lending::aboutToWait);
        assertThat(waits).hasValue(1);
    }
}
