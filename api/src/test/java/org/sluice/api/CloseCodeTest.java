package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CloseCodeTest {

    @Test
    void codesThatMayBeSentAreThoseOfTheRfc() {
        int[] sendable =
                IntStream.rangeClosed(-1, 6000).filter(CloseCode::maySend).toArray();
        assertThat(sendable).startsWith(1000, 1001, 1002, 1003);
        assertThat(IntStream.of(sendable).filter(code -> code > 1003 && code < 3000))
                .containsExactly(1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014);
        assertThat(IntStream.of(sendable).filter(code -> code >= 3000))
                .hasSize(2000)
                .endsWith(4999);
    }
}
