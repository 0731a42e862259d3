package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {

    private final List<String> done = new ArrayList<>();

    private Runnable failing(RuntimeException failure) {
        return () -> {
            done.add("failed");
            throw failure;
        };
    }

    @Test
    void allRunInOrder() {
        Steps.all(() -> done.add("a"), () -> done.add("b"));

        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void aStepThatFailsKeepsNoneBackAndTheFirstFailureIsThrown() {
        IllegalStateException second = new IllegalStateException("second");

        assertThatThrownBy(() -> Steps.all(
                        failing(new IllegalArgumentException("first")), failing(second), () -> done.add("last")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("first")
                .hasSuppressedException(second);
        assertThat(done).containsExactly("failed", "failed", "last");
    }

    @Test
    void theSameFailureTwiceIsThrownAsItIs() {
        IllegalStateException same = new IllegalStateException("same");

        assertThatThrownBy(() -> Steps.all(failing(same), failing(same))).isSameAs(same);
    }

    @Test
    void anErrorKeepsNoneBackEither() {
        OutOfMemoryError error = new OutOfMemoryError("no thread");

        assertThatThrownBy(() -> Steps.all(
                        () -> {
                            throw error;
                        },
                        () -> done.add("last")))
                .isSameAs(error);
        assertThat(done).containsExactly("last");
    }
}
