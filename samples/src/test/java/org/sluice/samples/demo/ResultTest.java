package org.sluice.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ResultTest {

    @Test
    void aResultSurvivesTheWayFromTheClient() throws IOException {
        Result result = new Result("1.0 GiB", "1.0 MiB/s", 7, true, "");
        assertThat(Result.parse(result.line())).isEqualTo(result);
    }

    @Test
    void aFailureIsOneLine() throws IOException {
        assertThat(Result.parse(Result.failed("not\nthis\tway", 7).line()))
                .isEqualTo(new Result("-", "-", 7, false, "not this way"));
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> Result.parse("hello")).hasMessageContaining("hello");
    }
}
