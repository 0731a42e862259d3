package org.sluice.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.samples.Sluice;

class DemoProcessesTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static Process demo(String... options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Sluice.class.getName(),
                "demo");
        builder.command().addAll(List.of(options));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void serverAndClientEndWithTheDemoHoweverItEnds(boolean forcibly) throws Exception {
        Process demo = demo("--bytes", "1TiB");
        await().atMost(LONGEST).until(() -> demo.descendants().count() == 2);
        List<ProcessHandle> children = demo.descendants().toList();
        if (forcibly) {
            demo.destroyForcibly();
        } else {
            demo.destroy();
        }
        demo.waitFor();
        await().atMost(LONGEST).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void theServerStaysUpWhenAsked() throws Exception {
        Process demo = demo("--bytes", "1KiB", "--serve");
        try (BufferedReader out = demo.inputReader()) {
            assertThat(out.lines().anyMatch(line -> line.startsWith("The server stays up at ws://")))
                    .isTrue();
            assertThat(demo.descendants()).hasSize(1);
        } finally {
            demo.destroy();
            demo.waitFor();
        }
    }
}
