package org.sluice.benchmarks;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/** Round trips of 64 bytes, one after the other on one connection. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@NullUnmarked // JMH fills the fields.
public class EchoBenchmark {

    private static final int SIZE = 64;

    /** Who sends. */
    @Param
    public Peer peer;

    private final byte[] message = new byte[SIZE];
    private EmbeddedServer server;
    private Echo echo;

    /** For JMH. */
    public EchoBenchmark() {}

    /**
     * Starts the server and connects.
     *
     * @throws Exception if either fails
     */
    @Setup
    public void connect() throws Exception {
        new Random(SIZE).nextBytes(message);
        server = BenchmarkServer.start();
        echo = peer.echo(server.uri());
    }

    /**
     * Closes both.
     *
     * @throws Exception if the connection was lost
     */
    @TearDown
    public void close() throws Exception {
        echo.close();
        server.close();
    }

    /**
     * One round trip.
     *
     * @return the answer
     * @throws Exception if it is not what was sent
     */
    @Benchmark
    public ByteBuffer roundTrip() throws Exception {
        ByteBuffer answer = echo.roundTrip(ByteBuffer.wrap(message));
        if (!answer.equals(ByteBuffer.wrap(message))) {
            throw new IllegalStateException(peer + " brought back something else: " + answer);
        }
        return answer;
    }
}
