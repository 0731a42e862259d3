package org.sluice.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.FakeDirect;
import org.sluice.core.doubles.Worker;

class OpeningTest {

    private final FakeDirect outer = new FakeDirect();
    private final FakeDirect inner = new FakeDirect();

    @Test
    void thereIsNoConnectionUnlessOneIsBeingOpened() {
        assertThat(Opening.current()).isNull();
        Opening.during(outer, () -> assertThat(Opening.current()).isSameAs(outer));
        assertThat(Opening.current()).isNull();
    }

    @Test
    void anOpeningInsideAnotherHasItsOwn() {
        Opening.during(outer, () -> {
            Opening.during(inner, () -> assertThat(Opening.current()).isSameAs(inner));
            assertThat(Opening.current()).isSameAs(outer);
        });
        assertThat(Opening.current()).isNull();
    }

    @Test
    void anOpeningThatFailsLeavesNothingBehind() {
        assertThatThrownBy(() -> Opening.during(outer, () -> {
                    throw new IllegalStateException("the endpoint refuses");
                }))
                .hasMessage("the endpoint refuses");
        assertThat(Opening.current()).isNull();
    }

    @Test
    void otherThreadsDoNotSeeIt() {
        Opening.during(outer, () -> {
            Worker<Boolean> other = Worker.start(() -> Opening.current() == null);
            try {
                assertThat(other.result()).isTrue();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
