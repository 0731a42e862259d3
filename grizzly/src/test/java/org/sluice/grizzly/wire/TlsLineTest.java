package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.grizzly.TestCertificate;

@Timeout(60)
class TlsLineTest {

    private static SSLContext serverContext = context();
    private static SSLContext clientContext = context();

    private final ExecutorService selector = Executors.newSingleThreadExecutor();
    private final ExecutorService tasks = Executors.newCachedThreadPool();

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void makeCertificate() throws Exception {
        TestCertificate certificate = new TestCertificate("localhost");
        serverContext = certificate.server();
        clientContext = certificate.client();
    }

    @AfterEach
    void stop() {
        selector.shutdownNow();
        tasks.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, 100000, 100000",
        "TLSv1.3, 20000, 4096",
        "TLSv1.3, 20000, 1",
        "TLSv1.2, 100000, 100000",
        "TLSv1.2, 20000, 1",
    })
    void whatOneEndWritesTheOtherReads(String version, int capacity, int step) throws Exception {
        Pair pair = new Pair(version, capacity, step);
        pair.shake();
        byte[] data = random(step == 1 ? 40_000 : 1_000_000);
        pair.client.send(data);
        pair.server.send(data);
        pair.server.awaits(data);
        pair.client.awaits(data);
    }

    @Test
    void aReaderWithASmallBufferGetsAll() throws Exception {
        Pair pair = new Pair("TLSv1.3", 100_000, 100_000);
        pair.server.buffer = ByteBuffer.allocate(100);
        pair.shake();
        byte[] data = random(100_000);
        pair.client.send(data);
        pair.server.awaits(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void anIdleLineTellsNothingAndHoldsNothing(String version) throws Exception {
        Pair pair = new Pair(version, 100_000, 100_000);
        pair.shake();
        pair.client.send(new byte[] {1});
        pair.server.awaits(new byte[] {1});
        pair.server.send(new byte[] {2});
        pair.client.awaits(new byte[] {2});
        selector.submit(() -> {}).get();
        int told = pair.client.below.told.get() + pair.server.below.told.get();
        await().pollInterval(java.time.Duration.ofMillis(50))
                .during(java.time.Duration.ofMillis(200))
                .until(() -> pair.client.below.told.get() + pair.server.below.told.get() == told);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.3, false", "TLSv1.2, true", "TLSv1.2, false"})
    void dataGoesOnThroughAnotherHandshake(String version, boolean byServer) throws Exception {
        Pair pair = new Pair(version, 50_000, 50_000);
        pair.shake();
        byte[] data = random(300_000);
        pair.client.send(data);
        pair.server.awaits(data);
        // Of 1.3 it is an update of the keys.
        SSLEngine engine = byServer ? pair.server.engine : pair.client.engine;
        selector.submit(() -> {
                    engine.beginHandshake();
                    return true;
                })
                .get();
        pair.client.send(data);
        pair.server.send(data);
        pair.server.awaits(twice(data));
        pair.client.awaits(data);
    }

    /** Where data filled the line just before, which is so in about one of fourteen. */
    @RepeatedTest(40)
    void aHandshakeThatFindsNoRoomToAnswerGoesOnWhenThereIs() throws Exception {
        dataGoesOnThroughAnotherHandshake("TLSv1.2", true);
    }

    @Test
    void theEndIsToldAfterTheData() throws Exception {
        Pair pair = new Pair("TLSv1.3", 20_000, 5_000);
        pair.shake();
        byte[] data = random(200_000);
        pair.server.send(data);
        await().until(() -> pair.server.sent());
        pair.server.line.shutdownOutput();
        pair.client.awaits(data);
        await().until(() -> pair.client.over);
        assertThat(pair.client.failure.get()).isNull();
    }

    @Test
    void aPeerThatIsNoTlsFailsTheHandshake() throws Exception {
        PipedLine[] ends = PipedLine.pair(selector, 1000, 1000);
        End client = new End(ends[0], engine(clientContext, true, "TLSv1.3"));
        ends[1].write(ByteBuffer.wrap(
                "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertThatThrownBy(() -> client.line.handshake().get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SSLException.class);
        await().until(() -> ends[0].terminated);
    }

    @Test
    void aPeerThatHangsUpFailsTheHandshake() throws Exception {
        PipedLine[] ends = PipedLine.pair(selector, 1000, 1000);
        End client = new End(ends[0], engine(clientContext, true, "TLSv1.3"));
        ends[1].shutdownOutput();
        assertThatThrownBy(() -> client.line.handshake().get(10, TimeUnit.SECONDS))
                .hasMessageContaining("hung up");
    }

    @Test
    void anUntrustedCertificateFailsBothEnds() throws Exception {
        Pair pair = new Pair("TLSv1.3", 100_000, 100_000, SSLContext.getDefault());
        var server = pair.server.line.handshake();
        assertThatThrownBy(() -> pair.client.line.handshake().get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SSLException.class);
        // The alert says why.
        assertThatThrownBy(() -> server.get(10, TimeUnit.SECONDS)).hasMessageContaining("certificate_unknown");
    }

    @Test
    void anEngineThatHasShakenHandsGoesOnWithWhatCameBefore() throws Exception {
        Pair pair = new Pair("TLSv1.3", 100_000, 100_000);
        pair.shake();
        pair.client.send(random(10));
        await().until(() -> pair.server.received().length == 10);
        // The server's engine moves to a line of its own, as it does from the filters of HTTP.
        selector.submit(() -> pair.server.line.reading(false)).get();
        pair.client.send(new byte[] {7, 8, 9});
        ByteBuffer encrypted = ByteBuffer.allocate(1000);
        selector.submit(() -> pair.server.below.read(encrypted)).get();
        End moved = new End(pair.server.below, pair.server.engine);
        moved.line.startWith(encrypted.flip());
        moved.start();
        moved.awaits(new byte[] {7, 8, 9});
    }

    private static byte[] random(int size) {
        byte[] data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }

    private static byte[] twice(byte[] data) {
        return ByteBuffer.allocate(data.length * 2).put(data).put(data).array();
    }

    private static SSLEngine engine(SSLContext context, boolean client, String version) {
        SSLEngine engine = context.createSSLEngine("localhost", 1);
        engine.setUseClientMode(client);
        engine.setEnabledProtocols(new String[] {version});
        return engine;
    }

    private final class Pair {
        final End client;
        final End server;

        Pair(String version, int capacity, int step) {
            this(version, capacity, step, clientContext);
        }

        Pair(String version, int capacity, int step, SSLContext trust) {
            PipedLine[] ends = PipedLine.pair(selector, capacity, step);
            client = new End(ends[0], engine(trust, true, version));
            server = new End(ends[1], engine(serverContext, false, version));
        }

        void shake() throws Exception {
            var first = server.line.handshake();
            client.line.handshake().get(20, TimeUnit.SECONDS);
            first.get(20, TimeUnit.SECONDS);
            client.start();
            server.start();
        }
    }

    /** Reads all that comes, and writes what it is told to. */
    private final class End implements Line.Events {
        final PipedLine below;
        final SSLEngine engine;
        final TlsLine line;
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        volatile boolean over;
        final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        private final ByteArrayOutputStream in = new ByteArrayOutputStream();
        private ByteBuffer out = ByteBuffer.allocate(0);

        End(PipedLine below, SSLEngine engine) {
            this.below = below;
            this.engine = engine;
            line = new TlsLine(below, engine, tasks, this);
            below.handTo(line.events());
        }

        void start() {
            line.onSelector(() -> {
                line.reading(true);
                readable();
            });
        }

        void send(byte[] data) {
            line.onSelector(() -> {
                out = ByteBuffer.wrap(data);
                writable();
            });
        }

        boolean sent() {
            try {
                return selector.submit(() -> !out.hasRemaining()).get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        byte[] received() {
            synchronized (in) {
                return in.toByteArray();
            }
        }

        void awaits(byte[] expected) {
            await().atMost(java.time.Duration.ofSeconds(30))
                    .until(() -> failure.get() != null || received().length >= expected.length);
            assertThat(failure.get()).isNull();
            assertThat(received()).isEqualTo(expected);
        }

        @Override
        public void readable() {
            try {
                do {
                    int count = line.read(buffer.clear());
                    if (count < 0) {
                        over = true;
                        line.reading(false);
                        return;
                    }
                    synchronized (in) {
                        in.write(buffer.array(), 0, count);
                    }
                    if (count == 0) {
                        return;
                    }
                } while (line.mayHaveMore());
            } catch (IOException e) {
                failure.set(e);
            }
        }

        @Override
        public void writable() {
            try {
                line.writing(!line.write(out));
            } catch (IOException e) {
                failure.set(e);
            }
        }

        @Override
        public void gone() {
            // What was received is looked at by the tests.
        }
    }
}
