package org.sluice.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;
import org.sluice.server.PseudoRandomBytes;
import org.sluice.server.ServerEndpoints;
import org.sluice.server.launcher.EmbeddedServer;

class TransferCommandsTest {

    private static EmbeddedServer server;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    /** Closes inside a message. */
    @ServerEndpoint("/broken")
    public static class Broken extends StreamEndpoint {
        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws IOException {
            OutputStream message = socket.newMessage();
            message.write(new byte[100_000]);
            message.flush();
            socket.close(1011, "out of order");
        }
    }

    /** Sends two messages and closes. */
    @ServerEndpoint("/two")
    public static class Two extends StreamEndpoint {
        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws IOException {
            socket.outputStream().write(new byte[] {'a', 'b'});
            socket.outputStream().flush();
            socket.outputStream().write(new byte[] {'c'});
            socket.outputStream().flush();
        }
    }

    /** Claims to have received something else. */
    @ServerEndpoint("/liar")
    public static class Liar extends StreamEndpoint {
        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws IOException {
            socket.nextMessage().orElseThrow().readAllBytes();
            OutputStream message = socket.newMessage();
            message.write("{\"bytes\":1,\"crc32c\":\"00000000\"}".getBytes(StandardCharsets.UTF_8));
            message.close();
            socket.nextMessage();
        }
    }

    private static final class BrokenDisk extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the disk is broken");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return read();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        List<Class<?>> endpoints = new ArrayList<>(ServerEndpoints.all());
        endpoints.addAll(List.of(Broken.class, Two.class, Liar.class));
        server = EmbeddedServer.builder().endpoints(endpoints).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url(String path) {
        return server.uri().resolve(path).toString();
    }

    private Path random(long bytes) throws IOException {
        Path file = folder.resolve("source");
        Files.copy(new PseudoRandomBytes(bytes), file);
        return file;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65_536, 3_000_001})
    void putSendsAFileWholeAndPrintsTheAnswer(long bytes) throws IOException {
        Cli cli = Cli.run("put", random(bytes).toString(), url("stream/discard"));
        assertThat(cli.out())
                .startsWith("{\"bytes\":" + bytes + ",\"crc32c\":\"")
                .hasLineCount(1);
        assertThat(cli.err())
                .startsWith("sent ")
                .contains("(" + bytes + " bytes)")
                .hasLineCount(1);
        assertThat(cli.exitCode()).isZero();
    }

    @Test
    void putSendsStandardInputAndIsQuietWhenAsked() {
        Cli cli = new Cli().in("abc").start("put", "--quiet", "-", url("stream/discard"));
        assertThat(cli.out()).startsWith("{\"bytes\":3,");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void putShowsProgressWhenAsked() throws IOException {
        Cli cli = Cli.run("put", "--progress", random(1_000_000).toString(), url("stream/discard"));
        assertThat(cli.err()).contains(" of 976.6 KiB").contains(" left");
    }

    @Test
    void putDrainsAServerThatSendsAllBack() throws IOException {
        Cli cli = Cli.run("put", random(5_000_000).toString(), url("stream/echo"));
        assertThat(cli.out()).startsWith("binary, 5000000 bytes: ");
        assertThat(cli.exitCode()).isZero();
    }

    @Test
    void putFailsIfTheServerReceivedSomethingElse() throws IOException {
        Cli cli = Cli.run("put", random(1000).toString(), url("liar"));
        assertThat(cli.err()).endsWith("sluice put: the server did not receive what was sent\n");
        assertThat(cli.exitCode()).isEqualTo(1);
    }

    @Test
    void putNeverPassesHalfAnInputOffAsWhole() {
        InputStream failing = new SequenceInputStream(new PseudoRandomBytes(200_000), new BrokenDisk());
        Cli cli = new Cli().in(failing).start("put", "-", url("stream/discard"));
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).isEqualTo("sluice put: the disk is broken\n");
        assertThat(cli.exitCode()).isEqualTo(1);
    }

    @Test
    void putOfWhatIsNoFileIsWrongUsage() {
        assertThat(Cli.run("put", folder.resolve("none").toString(), url("stream/discard")))
                .satisfies(cli -> assertThat(cli.err()).contains("none does not exist"))
                .satisfies(cli -> assertThat(cli.exitCode()).isEqualTo(2));
        assertThat(Cli.run("put", folder.toString(), url("stream/discard")).err())
                .contains("is a folder");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65_536, 3_000_001})
    void getSavesAMessageWhole(long bytes) throws IOException {
        Path file = folder.resolve("target");
        Cli cli = Cli.run("get", url("stream/generate?bytes=" + bytes), file.toString());
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        assertThat(Files.newInputStream(file)).hasSameContentAs(new PseudoRandomBytes(bytes));
        assertThat(names()).containsExactly("target");
    }

    @Test
    void getWritesToStandardOutput() {
        Cli cli = Cli.run("get", "-q", url("stream/generate?bytes=100000"), "-");
        assertThat(new ByteArrayInputStream(cli.outBytes())).hasSameContentAs(new PseudoRandomBytes(100_000));
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void getSavesAllMessagesWhenAsked() throws IOException {
        Path file = folder.resolve("target");
        Cli cli = Cli.run("get", "--all", url("two"), file.toString());
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        assertThat(file).hasContent("abc");
    }

    @Test
    void getLeavesAnExistingFileAloneUnlessForced() throws IOException {
        Path file = Files.writeString(folder.resolve("target"), "old");
        Cli refused = Cli.run("get", url("stream/generate?bytes=3"), file.toString());
        assertThat(refused.err()).contains("target exists; --force replaces it");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(file).hasContent("old");
        assertThat(Cli.run("get", "--force", url("stream/generate?bytes=3"), file.toString())
                        .exitCode())
                .isZero();
        assertThat(file).hasSize(3);
        assertThat(names()).containsExactly("target");
    }

    @Test
    void getToWhatIsNoFileIsWrongUsage() {
        assertThat(Cli.run("get", url("two"), folder.toString()).err()).contains("is not a file");
        assertThat(Cli.run("get", url("two"), folder.resolve("no/file").toString())
                        .err())
                .contains("does not exist");
    }

    @Test
    void getLeavesNothingAfterAFailure() throws IOException {
        Cli cli = Cli.run("get", url("broken"), folder.resolve("target").toString());
        assertThat(cli.err()).startsWith("sluice get: ").hasLineCount(1);
        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void getLeavesNothingIfTheAmountIsNotTheOneExpected() throws IOException {
        Cli cli = Cli.run(
                "get",
                "--bytes",
                "11",
                url("stream/generate?bytes=10"),
                folder.resolve("target").toString());
        assertThat(cli.err()).isEqualTo("sluice get: received 10 bytes instead of the 11 expected\n");
        assertThat(names()).isEmpty();
    }

    @Test
    void getLeavesNothingIfTheServerHasAComplaint() throws IOException {
        Cli cli =
                Cli.run("get", url("stream/generate"), folder.resolve("target").toString());
        assertThat(cli.err()).contains("1008").hasLineCount(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void anInterruptedGetLeavesNothing() throws Exception {
        CompletableFuture<Cli> ended = new CompletableFuture<>();
        Thread getting = new Thread(() -> ended.complete(Cli.run(
                "get",
                url("stream/generate?bytes=" + Long.MAX_VALUE),
                folder.resolve("target").toString())));
        getting.start();
        await().until(() -> !names().isEmpty());
        getting.interrupt();
        assertThat(ended.get().exitCode()).isEqualTo(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void aKilledGetLeavesNothing() throws Exception {
        Process getting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sluice.class.getName(),
                        "get",
                        url("stream/generate?bytes=" + Long.MAX_VALUE),
                        folder.resolve("target").toString())
                .start();
        await().until(() -> !names().isEmpty());
        getting.destroy();
        getting.waitFor();
        assertThat(names()).isEmpty();
    }
}
