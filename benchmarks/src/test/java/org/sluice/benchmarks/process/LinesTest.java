package org.sluice.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void anAnswerIsOneLine() throws Exception {
        assertThat(Lines.read(Lines.answer(question -> question + "\n2", "1"))).isEqualTo("1 2");
    }

    @Test
    void aFailureIsAnAnswerToo() {
        String answer = Lines.answer(
                question -> {
                    throw new IOException("the wire\nis cut");
                },
                "run");
        assertThatThrownBy(() -> Lines.read(answer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the wire is cut");
    }
}
