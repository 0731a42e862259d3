package org.sluice.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private ServerProcess start(String program) throws IOException {
        Path source = Files.writeString(
                folder.resolve("Main.java"),
                "class Main { public static void main(String[] args)"
                        + " throws Exception { System.out.println(\"started\"); " + program + " } }");
        String java = JAVA_HOME.resolve("bin/java").toString();
        return ServerProcess.start(new Launch(List.of(java, source.toString()), folder), JAVA_HOME, log());
    }

    private Path log() {
        return folder.resolve("log");
    }

    private void awaitStart() {
        await().until(() -> ServerProcess.tail(log()).contains("started"));
    }

    private static URI nowhere() throws IOException {
        return URI.create("http://127.0.0.1:" + Ports.free(1).get(0) + "/");
    }

    @Test
    @DisplayName("a server that ends while it is waited for fails with its exit code and the end of its log")
    void endsEarly() throws Exception {
        ServerProcess process = start("System.exit(3);");
        assertThatThrownBy(() -> process.awaitPage(nowhere(), Duration.ofMinutes(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("started");
        assertThatThrownBy(() -> process.stop(List.of())).hasMessageContaining("ended by itself");
    }

    @Test
    @DisplayName("a server that does not answer fails at the limit with the end of its log, and can be stopped")
    void doesNotAnswer() throws Exception {
        ServerProcess process = start("Thread.sleep(600_000);");
        awaitStart();
        assertThatThrownBy(() -> process.awaitPage(nowhere(), Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has not answered")
                .hasMessageContaining("started");
        process.stop(List.of());
        assertThatThrownBy(() -> process.stop(List.of())).hasMessageContaining("ended by itself");
    }

    @Test
    @DisplayName("a stop ends the server's children too")
    void childrenEnd() throws Exception {
        ServerProcess process = start("Process child = new ProcessBuilder(\"sleep\", \"600\").start();"
                + " System.out.println(\"child \" + child.pid() + \".\"); Thread.sleep(600_000);");
        await().until(() -> ServerProcess.tail(log()).contains("."));
        long child = Long.parseLong(ServerProcess.tail(log()).replaceAll("(?s).*child (\\d+)\\..*", "$1"));
        assertThat(ProcessHandle.of(child)).isPresent();
        process.stop(List.of());
        await().until(() -> ProcessHandle.of(child).isEmpty());
    }
}
