package org.sluice.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.server.launcher.sample.Other;
import picocli.CommandLine;

@Timeout(60)
class ServeCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private int run(String... arguments) {
        return new CommandLine(new ServeCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Path war() throws IOException {
        return new WarBuilder().classes(Other.class).file(folder.resolve("app.war"));
    }

    @ParameterizedTest
    @CsvSource({
        "--port, 65536, --port",
        "--port, -1, --port",
        "--port, http, --port",
        "--worker-threads, 0, --worker-threads",
        "--host, '', --host",
        "--allow-origin, example.com, --allow-origin",
        "--nonsense, 1, --nonsense",
    })
    void aWrongOptionIsAUsageError(String option, String value, String named) {
        assertThat(run(option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(named).contains("Usage:").doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--host",
                        "--port",
                        "--war",
                        "--worker-threads",
                        "--[no-]virtual-threads",
                        "--allow-origin",
                        "8080",
                        "127.0.0.1",
                        "256");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void virtualThreadsAreAUsageErrorWhereThereAreNone() {
        assertThat(run("--virtual-threads")).isEqualTo(2);
        assertThat(err.toString()).contains("--virtual-threads").contains("needs Java 21");
    }

    @Test
    void aPortInUseIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(run("--port", port, "--war", war().toString())).isEqualTo(1);
            assertThat(err.toString().lines()).singleElement().asString().contains("127.0.0.1:" + port);
            assertThat(out.toString()).isEmpty();
        }
    }

    @Test
    void aWrongSettingIsOneLine() throws Exception {
        System.setProperty("sluice.allowed-origins", "example.com");
        try {
            assertThat(run("--port", "0", "--war", war().toString())).isEqualTo(1);
            assertThat(err.toString().lines()).singleElement().asString().contains("sluice.allowed-origins");
        } finally {
            System.clearProperty("sluice.allowed-origins");
        }
    }

    @Test
    void aWarThatCannotBeServedIsOneLine() {
        assertThat(run("--port", "0", "--war", folder.resolve("none.war").toString()))
                .isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("none.war");
    }

    @Test
    void anInterruptStopsIt() throws Exception {
        String war = war().toString();
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> exit.complete(
                        run("--port", "0", "--war", war, "--allow-origin", "http://listed", "--no-virtual-threads")),
                "serve");
        thread.start();
        await().until(() -> out.toString().endsWith("/" + System.lineSeparator()));
        URI root = URI.create(out.toString().strip().substring("listening on ".length()));
        assertThat(Asking.ask(root.resolve("app/other"), "x")).isEqualTo("other x");
        assertThat(Asking.handshake(root.resolve("app/other"), "http://listed")).isEqualTo(101);
        assertThat(Asking.handshake(root.resolve("app/other"), "http://evil")).isEqualTo(403);
        thread.interrupt();
        assertThat(exit.get(20, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void aTerminateSignalStopsItCleanly() throws Exception {
        Process process = process("--port", "0", "--war", war().toString());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            assertThat(line).matches("listening on ws://127\\.0\\.0\\.1:[0-9]+/");
            URI root = URI.create(line.substring("listening on ".length()));
            Asking open = new Asking();
            open.connect(root.resolve("app/other"));
            process.toHandle().destroy();
            assertThat(open.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1001);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(lines.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process process(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServeCommand.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
