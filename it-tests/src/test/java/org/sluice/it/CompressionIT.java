package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.server.launcher.EmbeddedServer;

/** permessage-deflate between our client and our server, with a relay in between that counts what is on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressionIT {

    private static final int SIZE = 1_000_000;

    private EmbeddedServer server;

    @BeforeAll
    void start() throws Exception {
        server = EmbeddedServer.builder()
                .war(Path.of(System.getProperty("server.war")))
                .start();
    }

    private URI deployed() {
        String war = Path.of(System.getProperty("server.war")).getFileName().toString();
        return server.uri("/" + war.replaceFirst("\\.war$", ""));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"message/echo", "plain/message"})
    void aMessageIsSmallOnTheWireAndWholeAtTheEnds(String path) throws Exception {
        String text = "a sentence that comes again, ".repeat(SIZE / 29);
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (Relay relay = new Relay(deployed())) {
            MessageWebSocket socket = MessageWebSocket.create();
            socket.control().compression(true).maxMessageSize(2 * SIZE);
            socket.onReceived((from, message) -> received.add(message.text()));
            socket.connect(relay.uri().resolve(path));
            assertThat(socket.information().extensions()).contains("permessage-deflate");

            socket.send(text);

            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(text);
            assertThat(relay.up.get()).isLessThan(SIZE / 20);
            socket.close();
        }
    }

    @Test
    void aStreamIsCompressedWhereItsEndAsksForIt() throws Exception {
        byte[] data = new byte[SIZE];
        try (Relay relay = new Relay(deployed())) {
            StreamWebSocket socket = StreamWebSocket.create();
            socket.control().compression(true);
            socket.connect(relay.uri().resolve("stream/echo"));
            // Beside the reading: what is sent and not read holds the echo, and so the sender.
            CompletableFuture<Void> sending = Sending.of(() -> {
                OutputStream out = socket.outputStream();
                out.write(data);
                out.flush();
            });

            assertThat(socket.inputStream().readNBytes(SIZE)).isEqualTo(data);
            sending.get(20, TimeUnit.SECONDS);
            assertThat(relay.up.get()).isLessThan(SIZE / 20);
            // The server's end of a stream did not ask.
            assertThat(relay.down.get()).isGreaterThan(SIZE);
            socket.close();
        }
    }

    @Test
    void nothingIsCompressedUnlessItIsAskedFor() throws Exception {
        BlockingQueue<ByteBuffer> received = new LinkedBlockingQueue<>();
        try (Relay relay = new Relay(deployed())) {
            MessageWebSocket socket = MessageWebSocket.create();
            socket.onReceived((from, message) -> received.add(message.bytes()));
            socket.connect(relay.uri().resolve("message/echo"));

            socket.send(ByteBuffer.allocate(SIZE));

            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(ByteBuffer.allocate(SIZE));
            assertThat(socket.information().extensions()).isEmpty();
            assertThat(relay.up.get()).isGreaterThan(SIZE);
            socket.close();
        }
    }

    /** Passes the bytes of one connection on, and counts them. */
    private static final class Relay implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final AtomicLong up = new AtomicLong();
        private final AtomicLong down = new AtomicLong();
        private final URI target;
        private final Thread thread;

        Relay(URI target) throws IOException {
            this.target = target;
            thread = new Thread(this::run, "relay");
            thread.start();
        }

        URI uri() {
            return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + target.getPath());
        }

        private void run() {
            try (Socket from = listener.accept();
                    Socket to = new Socket(target.getHost(), target.getPort())) {
                Thread back = new Thread(() -> pass(to, from, down), "relay-back");
                back.start();
                pass(from, to, up);
                back.join();
            } catch (IOException closed) {
                // The test is over.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void pass(Socket from, Socket to, AtomicLong count) {
            byte[] buffer = new byte[64 * 1024];
            try {
                InputStream in = from.getInputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    count.addAndGet(read);
                    to.getOutputStream().write(buffer, 0, read);
                }
                to.shutdownOutput();
            } catch (IOException closed) {
                // One side has gone; the other one ends with it.
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            try {
                thread.join(TimeUnit.SECONDS.toMillis(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
