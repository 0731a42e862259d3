package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams far larger than the memory of both ends, each in a process of its own with a heap of 64 MiB. */
class LongStreamIT {

    private static final long MIB = 1 << 20;
    /** How much goes each way: {@code -Dlong.stream.mib=10240} is what is promised, and lasts longer. */
    private static final long MIBS = Long.getLong("long.stream.mib", 256);

    /** The classes and threads of both ends, and what a stream may hold. */
    private static final long MOST_ALIVE = 24 * MIB;
    /** Between the first tenth and the others. */
    private static final long FLAT = 4 * MIB;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("P15: a stream of 10 GiB each way keeps a flat heap on both ends")
    void heapsStayFlat() throws Exception {
        Process server = start("server", SummingServer.class.getName());
        try {
            BufferedReader serverSays = server.inputReader();
            String address = serverSays.readLine();
            assertThat(address).as("errors: %s", errors("server")).isNotNull();
            List<String> lines = runClient(address);
            assertThat(lines).as("errors: %s", errors("client")).last().isEqualTo("done");
            for (String stream : List.of("upload", "download")) {
                for (int end = 1; end <= 2; end++) {
                    assertFlat(stream, end == 1 ? "client" : "server", values(lines, stream, end));
                }
            }
            server.getOutputStream().close();
            assertThat(server.waitFor(30, TimeUnit.SECONDS))
                    .as("the server ends")
                    .isTrue();
            assertThat(server.exitValue()).as("errors: %s", errors("server")).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    private List<String> runClient(String address) throws IOException, InterruptedException {
        Process client = start("client", LongStream.class.getName(), address, Long.toString(MIBS * MIB));
        try {
            List<String> lines = new ArrayList<>();
            BufferedReader says = client.inputReader();
            for (String line = says.readLine(); line != null; line = says.readLine()) {
                lines.add(line);
                System.out.println(line);
            }
            assertThat(client.waitFor(30, TimeUnit.SECONDS))
                    .as("the client ends")
                    .isTrue();
            return lines;
        } finally {
            client.destroyForcibly();
        }
    }

    private Process start(String name, String... mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(mainAndArguments));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve(name).toFile())
                .start();
    }

    private static List<Long> values(List<String> lines, String stream, int column) {
        return lines.stream()
                .filter(line -> line.startsWith(stream + " "))
                .map(line -> Long.valueOf(line.split(" ", -1)[column]))
                .toList();
    }

    private static void assertFlat(String stream, String end, List<Long> live) {
        assertThat(live).as("tenths of the %s", stream).hasSizeGreaterThanOrEqualTo(10);
        assertThat(live)
                .as("bytes alive at the %s during the %s", end, stream)
                .allSatisfy(bytes -> assertThat(bytes).isLessThan(MOST_ALIVE).isLessThan(live.get(0) + FLAT));
    }

    private String errors(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }
}
