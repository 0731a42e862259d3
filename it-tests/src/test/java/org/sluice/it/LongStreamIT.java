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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams far larger than the memory of both ends, each in a process of its own with a heap of 64 MiB; on both ports. */
class LongStreamIT {

    private static final long MIB = 1 << 20;
    /** How much goes each way: the profile {@code long-streams} has what is promised, 100 GiB, and lasts long. */
    private static final long MIBS = Long.getLong("long.stream.mib", 256);

    /** The classes and threads of both ends, and what a stream may hold. */
    private static final long MOST_ALIVE = 24 * MIB;
    /** Between the first tenth and the others. */
    private static final long FLAT = 4 * MIB;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "direct, with flow control: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "P15 P19: a stream of 100 GiB each way arrives with its checksum, and keeps a flat heap on both ends, on the direct port")
    void heapsStayFlatOnTheDirectPort(boolean credit) throws Exception {
        heapsStayFlat("auto", credit);
    }

    @ParameterizedTest(name = "portable, with flow control: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "P15 P19: a stream of 100 GiB each way arrives with its checksum, and keeps a flat heap on both ends, on the portable port")
    void heapsStayFlatOnThePortablePort(boolean credit) throws Exception {
        heapsStayFlat("portable", credit);
    }

    private void heapsStayFlat(String port, boolean credit) throws Exception {
        System.out.println(MIBS + " MiB each way, " + port + ", with flow control: " + credit);
        Process server = start("server", port, SummingServer.class.getName());
        try {
            BufferedReader serverSays = server.inputReader();
            String address = serverSays.readLine();
            assertThat(address).as("errors: %s", errors("server")).isNotNull();
            List<String> lines = runClient(address, port, credit);
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

    private List<String> runClient(String address, String port, boolean credit)
            throws IOException, InterruptedException {
        Process client = start(
                "client",
                port,
                LongStream.class.getName(),
                address,
                Long.toString(MIBS * MIB),
                Boolean.toString(credit));
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

    private Process start(String name, String port, String... mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dsluice.transport=" + port,
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
