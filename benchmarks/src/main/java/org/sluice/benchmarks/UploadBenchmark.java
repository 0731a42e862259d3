package org.sluice.benchmarks;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.sluice.server.launcher.EmbeddedServer;

/** Messages of 8 MiB, written in pieces of 64 KiB; the server's answer proves that every byte arrived. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@NullUnmarked // JMH fills the fields.
public class UploadBenchmark {

    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 128;

    /** Who sends. */
    @Param
    public Peer peer;

    private final byte[] chunk = new byte[CHUNK];
    private String expected;
    private EmbeddedServer server;
    private Upload upload;

    /** For JMH. */
    public UploadBenchmark() {}

    /**
     * Starts the server and connects.
     *
     * @throws Exception if either fails
     */
    @Setup
    public void connect() throws Exception {
        new Random(CHUNK).nextBytes(chunk);
        CRC32C checksum = new CRC32C();
        for (int i = 0; i < CHUNKS; i++) {
            checksum.update(chunk);
        }
        expected = String.format(
                Locale.ROOT, "{\"bytes\":%d,\"crc32c\":\"%08x\"}", (long) CHUNK * CHUNKS, checksum.getValue());
        server = BenchmarkServer.start();
        upload = peer.upload(server.uri());
    }

    /**
     * Closes both.
     *
     * @throws Exception if the connection was lost
     */
    @TearDown
    public void close() throws Exception {
        upload.close();
        server.close();
    }

    /**
     * One message.
     *
     * @return the answer
     * @throws Exception if it says that other bytes arrived
     */
    @Benchmark
    public String message() throws Exception {
        String answer = upload.upload(chunk, CHUNKS);
        if (!answer.equals(expected)) {
            throw new IllegalStateException(peer + ": the server counted " + answer + ", not " + expected);
        }
        return answer;
    }
}
