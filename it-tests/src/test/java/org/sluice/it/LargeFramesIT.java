package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames and messages far larger than the memory of the server that takes them, in a process of its own with a heap of 64 MiB. */
class LargeFramesIT {

    /** Whether to take the sizes that are promised, which last longer, in place of shorter ones that do not fit the heap either. */
    private static final boolean FULL = Boolean.getBoolean("large.frames");

    private static final long FRAME = FULL ? 1L << 30 : 128L << 20;
    private static final int FRAGMENTS = FULL ? 10_000_000 : 500_000;

    private static final int FIN = 0x80;
    private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};

    @TempDir
    private Path folder;

    private Process server;
    private URI uri;

    @BeforeEach
    void start() throws IOException {
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SummingServer.class.getName())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        BufferedReader output = server.inputReader();
        String address = output.readLine();
        assertThat(address).as("errors: %s", errors()).isNotNull();
        uri = URI.create(address).resolve("plain/sum");
    }

    @AfterEach
    void stop() throws Exception {
        try {
            server.getOutputStream().close();
            assertThat(server.waitFor(30, TimeUnit.SECONDS))
                    .as("the server ends")
                    .isTrue();
            assertThat(server.exitValue()).as("errors: %s", errors()).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    @DisplayName("P15: one frame of 1 GiB passes a server with a heap of 64 MiB")
    void oneFrame() throws Exception {
        byte[] part = new byte[64 * 1024];
        byte[] masked = new byte[part.length];
        for (int i = 0; i < part.length; i++) {
            part[i] = (byte) ((i * 31) >>> 3);
            masked[i] = (byte) (part[i] ^ KEY[i % 4]);
        }
        CRC32C checksum = new CRC32C();
        try (RawClient client = RawClient.connect(uri)) {
            client.write(ByteBuffer.allocate(14)
                    .put((byte) (FIN | RawClient.BINARY))
                    .put((byte) (0x80 | 127))
                    .putLong(FRAME)
                    .put(KEY)
                    .array());
            for (long sent = 0; sent < FRAME; sent += part.length) {
                client.write(masked);
                checksum.update(part);
            }
            assertAnswer(client, FRAME, checksum);
        }
    }

    @Test
    @DisplayName("P15: a message of ten million fragments of one byte passes a server with a heap of 64 MiB")
    void manyFragments() throws Exception {
        int batch = 10_000;
        ByteBuffer frames = ByteBuffer.allocate(batch * 7);
        CRC32C checksum = new CRC32C();
        try (RawClient client = RawClient.connect(uri)) {
            for (int i = 0; i < FRAGMENTS; i++) {
                boolean last = i == FRAGMENTS - 1;
                int value = i % 251;
                checksum.update(value);
                frames.put((byte) ((last ? FIN : 0) | (i == 0 ? RawClient.BINARY : RawClient.CONTINUATION)))
                        .put((byte) (0x80 | 1))
                        .put(KEY)
                        .put((byte) (value ^ KEY[0]));
                if (!frames.hasRemaining()) {
                    client.write(frames.array());
                    frames.clear();
                }
            }
            assertThat(frames.position()).as("left of the last batch").isZero();
            assertAnswer(client, FRAGMENTS, checksum);
        }
    }

    private void assertAnswer(RawClient client, long count, CRC32C checksum) throws IOException {
        RawClient.Frame answer = client.readMessage();
        // The server asks each second whether its peer is there.
        while (answer.opcode() == RawClient.PING) {
            answer = client.readMessage();
        }
        assertThat(answer.opcode()).as("errors: %s", errors()).isEqualTo(RawClient.BINARY);
        ByteBuffer numbers = ByteBuffer.wrap(answer.payload());
        assertThat(numbers.getLong()).as("bytes").isEqualTo(count);
        assertThat(numbers.getLong()).as("their checksum").isEqualTo(checksum.getValue());
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }
}
