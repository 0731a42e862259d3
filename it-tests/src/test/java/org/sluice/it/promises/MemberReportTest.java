package org.sluice.it.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemberReportTest {

    private static MemberReport report(String... tests) {
        return new MemberReport(
                List.of("# a comment", "S close | ends | it", "S closed | tells", "M request header | sets"),
                List.of(tests).stream()
                        .map(name -> new Proof("core", "SomeTest", name))
                        .toList());
    }

    @Test
    @DisplayName("a member without a test is a fault; one whose name begins as another's is another")
    void missing() {
        assertThat(report("P34, S closed: once", "M request header: kept").faults())
                .containsExactly("\"S close\" has no test: none has the id in its @DisplayName");
    }

    @Test
    @DisplayName("the page has each member with its tests")
    void page() {
        assertThat(report("S close, S closed: z", "M request header: y").page()).isEqualTo("""

                        # The members, and the tests that prove them

                        ## S close

                        ends | it

                        - `SomeTest` (core) - S close, S closed: z

                        ## S closed

                        tells

                        - `SomeTest` (core) - S close, S closed: z

                        ## M request header

                        sets

                        - `SomeTest` (core) - M request header: y
                        """);
    }

    @Test
    @DisplayName("a line that is no member is refused")
    void wrongLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemberReport(List.of("send: text"), List.of()))
                .withMessageContaining("send: text");
    }
}
