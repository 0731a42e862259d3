package org.sluice.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.MessageWebSocketControl;

/** What several kinds of {@link Fault} are made of. */
final class FaultSteps {

    static final Duration SHORT = Duration.ofMillis(300);

    private FaultSteps() {}

    /** What options a connect has; may fail, as key stores do. */
    interface Options {
        void on(MessageWebSocketControl control) throws Exception;
    }

    static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    static void connect(URI uri) throws Exception {
        connect(uri, control -> {});
    }

    /** Connects, and closes at once. */
    static void connect(URI uri, Options options) throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().connectTimeout(Duration.ofSeconds(20)).closeTimeout(SHORT);
            options.on(socket.control());
            socket.connect(uri);
        }
    }

    /**
     * The beginning of a server's handshake in TLS 1.2 (RFC 5246, 7.4), which is not encrypted yet: its hello and its certificate, each in
     * a record.
     */
    static byte[] hello(byte[] certificate) {
        int length = certificate.length;
        ByteBuffer hello = ByteBuffer.allocate(64 + length);
        hello.put(new byte[] {22, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3});
        hello.put(new byte[32]); // As random as a test needs.
        // No session, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, no compression.
        hello.put(new byte[] {0, (byte) 0xC0, 0x2F, 0});
        hello.put(new byte[] {22, 3, 3, 0, (byte) (10 + length), 11, 0, 0, (byte) (6 + length)});
        hello.put(new byte[] {0, 0, (byte) (3 + length), 0, 0, (byte) length}).put(certificate);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    /** Connects to a server that does what a test says. */
    static void during(RawServer.Script script) throws Exception {
        try (RawServer server = new RawServer(script)) {
            connect(server.uri());
        }
    }

    /** A server that opens a connection and says no more. */
    static RawServer silent() throws IOException {
        return new RawServer((connection, key) -> {
            RawServer.upgrade(connection, key);
            RawServer.awaitEnd(connection);
        });
    }
}
