package org.sluice.it.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromiseReportTest {

    private static final List<String> PROMISED = List.of("# a comment", "", "P1 | one", "P2-P3, P5 | a | b");

    private static PromiseReport report(List<String> notYet, String... tests) {
        return new PromiseReport(
                Promises.read(PROMISED, notYet),
                List.of(tests).stream()
                        .map(name -> new Proof("core", "SomeTest", name))
                        .toList());
    }

    @Test
    @DisplayName("a promise without a test is a fault, unless it says why not yet")
    void missing() {
        String test = "P1 P2: holds";
        assertThat(report(List.of(), test).faults())
                .containsExactly(
                        "P3 has no test: none has the id in its @DisplayName",
                        "P5 has no test: none has the id in its @DisplayName");
        assertThat(report(List.of("P3 | later", "P5 | later"), test).faults()).isEmpty();
    }

    @Test
    @DisplayName("a promise that has a test and still says not yet is a fault, so that the list shrinks")
    void outdated() {
        assertThat(report(List.of("P5 | later"), "P1-P5 holds").faults())
                .containsExactly(
                        "P5 has a test now: take it out of not-yet.txt",
                        "P4 is not promised, but Proof[module=core, testClass=SomeTest, name=P1-P5 holds] proves it");
    }

    @Test
    @DisplayName("the page has each id with its tests, in order, and the reason of what is not yet")
    void page() {
        assertThat(report(List.of("P3 | later"), "P5, P1: z", "P1 a", "P2 P5: y")
                        .page())
                .endsWith("""

                        ## P1

                        one

                        **P1**

                        - `SomeTest` (core) - a
                        - `SomeTest` (core) - z

                        ## P2-P3, P5

                        a | b

                        **P2**

                        - `SomeTest` (core) - y

                        **P3**

                        - *Not yet:* later

                        **P5**

                        - `SomeTest` (core) - y
                        - `SomeTest` (core) - z
                        """);
    }

    @Test
    @DisplayName("a line that is no promise is refused")
    void wrongLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Promises.read(List.of("P1: one"), List.of()))
                .withMessageContaining("P1: one");
    }

    @Test
    @DisplayName("tests are found with their names, nested and joined ones too, and none that is disabled")
    void sources(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("core/src/test/java"));
        Files.writeString(root.resolve("core/pom.xml"), "<project/>");
        Files.writeString(folder.resolve("SomeTest.java"), """
                @DisplayName("P1 of a class")
                class SomeTest {
                    @Test @DisplayName("P2 joined " + "name") void a() {}
                    @Disabled @Test @DisplayName("P3 off") void b() {}
                    @DisplayName("P3 no test") void c() {}
                    @Nested class Inner {
                        @org.junit.jupiter.api.Test @DisplayName(value = "P5 inner") void d() {}
                    }
                }
                """);
        assertThat(new TestSources(root).tests())
                .containsExactly(
                        new Proof("core", "SomeTest", "P1 of a class"),
                        new Proof("core", "SomeTest", "P2 joined name"),
                        new Proof("core", "SomeTest.Inner", "P5 inner"));
    }
}
