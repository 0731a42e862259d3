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
        Opening.during(
                outer, ServerHandshake.NONE, () -> assertThat(Opening.current()).isSameAs(outer));
        assertThat(Opening.current()).isNull();
    }

    @Test
    void theHandshakeIsToldWithIt() {
        ServerHandshake handshake = new ServerHandshake(Map.of("a", List.of("b")), List.of());
        assertThat(Opening.handshake()).isSameAs(ServerHandshake.NONE);
        Opening.during(outer, handshake, () -> assertThat(Opening.handshake()).isSameAs(handshake));
        assertThat(Opening.handshake()).isSameAs(ServerHandshake.NONE);
    }

    @Test
    void anOpeningInsideAnotherHasItsOwn() {
        Opening.during(outer, ServerHandshake.NONE, () -> {
            Opening.during(inner, ServerHandshake.NONE, () -> assertThat(Opening.current())
                    .isSameAs(inner));
            assertThat(Opening.current()).isSameAs(outer);
        });
        assertThat(Opening.current()).isNull();
    }

    @Test
    void anOpeningThatFailsLeavesNothingBehind() {
        assertThatThrownBy(() -> Opening.during(outer, ServerHandshake.NONE, () -> {
                    throw new IllegalStateException("the endpoint refuses");
                }))
                .hasMessage("the endpoint refuses");
        assertThat(Opening.current()).isNull();
    }

    @Test
    void otherThreadsDoNotSeeIt() {
        Opening.during(outer, ServerHandshake.NONE, () -> {
            Worker<Boolean> other = Worker.start(() -> Opening.current() == null);
            try {
                assertThat(other.result()).isTrue();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
