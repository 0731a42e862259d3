package org.sluice.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.FakeDirect;
import org.sluice.core.doubles.Worker;

class OpeningTest {

    private final FakeDirect outer = new FakeDirect();
    private final FakeDirect inner = new FakeDirect();

    @Test
    void thereIsNoConnectionUnlessOneIsBeingOpened() {
        assertThat(Opening.current()).isNull();
        Opening.during(outer, Map.of(), () -> assertThat(Opening.current()).isSameAs(outer));
        assertThat(Opening.current()).isNull();
    }

    @Test
    void theHeadersOfItsRequestAreToldWithIt() {
        assertThat(Opening.headers()).isEmpty();
        Opening.during(outer, Map.of("a", List.of("b")), () -> assertThat(Opening.headers())
                .containsOnly(Map.entry("a", List.of("b"))));
        assertThat(Opening.headers()).isEmpty();
    }

    @Test
    void anOpeningInsideAnotherHasItsOwn() {
        Opening.during(outer, Map.of(), () -> {
            Opening.during(inner, Map.of(), () -> assertThat(Opening.current()).isSameAs(inner));
            assertThat(Opening.current()).isSameAs(outer);
        });
        assertThat(Opening.current()).isNull();
    }

    @Test
    void anOpeningThatFailsLeavesNothingBehind() {
        assertThatThrownBy(() -> Opening.during(outer, Map.of(), () -> {
                    throw new IllegalStateException("the endpoint refuses");
                }))
                .hasMessage("the endpoint refuses");
        assertThat(Opening.current()).isNull();
    }

    @Test
    void otherThreadsDoNotSeeIt() {
        Opening.during(outer, Map.of(), () -> {
            Worker<Boolean> other = Worker.start(() -> Opening.current() == null);
            try {
                assertThat(other.result()).isTrue();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
