package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandshakeTest {

    private static Handshake with(String... extensions) {
        return new Handshake(Optional.of("chat"), List.of(extensions), true, Map.of("X", List.of("1")));
    }

    @Test
    void extensionsAreAddedInTheirOrderAndNothingElseChanges() {
        assertThat(with("a").and(List.of("b", "c"))).isEqualTo(with("a", "b", "c"));
    }

    @Test
    void anExtensionThatIsKnownStandsOnce() {
        assertThat(with("a", "b").and(List.of("b", "a", "c", "c"))).isEqualTo(with("a", "b", "c"));
    }

    @Test
    void nothingMoreIsTheSame() {
        assertThat(with("a").and(List.of())).isEqualTo(with("a"));
        assertThat(with().and(List.of("a"))).isEqualTo(with("a"));
    }
}
