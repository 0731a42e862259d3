package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of one connection that does on the wire exactly what a test says. */
final class RawServer implements AutoCloseable {

    static final int CLOSE = 8;

    private final ServerSocket listener;
    private final CompletableFuture<Void> done;

    /** What a test does with a connection. */
    interface Script {
        void play(Socket connection, String key) throws Exception;
    }

    private final CompletableFuture<String> requestLine;

    RawServer(Script script) throws IOException {
        this(script, new CompletableFuture<>());
    }

    /** A server that refuses all, and tells the first line of the request. */
    static RawServer seeing(CompletableFuture<String> requestLine) throws IOException {
        return new RawServer(
                (connection, key) -> send(connection, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
                requestLine);
    }

    private RawServer(Script script, CompletableFuture<String> requestLine) throws IOException {
        this(script, requestLine, new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }

    /** A server on a listener of the test's own, with TLS for instance. */
    static RawServer on(ServerSocket listener, Script script) {
        return new RawServer(script, new CompletableFuture<>(), listener);
    }

    private RawServer(Script script, CompletableFuture<String> requestLine, ServerSocket listener) {
        this.requestLine = requestLine;
        this.listener = listener;
        done = CompletableFuture.runAsync(() -> serve(script), Sending::onItsOwnThread);
    }

    private void serve(Script script) {
        try (Socket connection = listener.accept()) {
            String key = requestKeyOrNull(connection);
            if (key != null) {
                script.play(connection, key);
            }
        } catch (IOException closedByTest) {
            if (!listener.isClosed()) {
                throw new IllegalStateException(closedByTest);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    /** Null where the client hung up before it asked, as one does that does not trust the server. */
    private @Nullable String requestKeyOrNull(Socket connection) {
        try {
            return requestKey(connection);
        } catch (IOException hungUp) {
            requestLine.completeExceptionally(hungUp);
            return null;
        }
    }

    /** Waits until the client has ended the connection, in whichever way. */
    static void awaitEnd(Socket connection) throws IOException {
        try {
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    /** Reads past whatever comes before the client's close frame, and returns that. */
    static MaskedFrames.Frame readClose(Socket connection) throws IOException {
        MaskedFrames frames = new MaskedFrames(connection);
        MaskedFrames.Frame frame = frames.next();
        while (frame.opcode() != CLOSE) {
            frame = frames.next();
        }
        return frame;
    }

    /** Ends the connection first, as a server does once both ends have said all (RFC 6455, 7.1.1). */
    static void end(Socket connection) throws IOException {
        connection.shutdownOutput();
        awaitEnd(connection);
    }

    private String requestKey(Socket connection) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String key = "";
        String first = request.readLine();
        requestLine.complete(first == null ? "" : first);
        for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
                key = line.substring(line.indexOf(':') + 1).trim();
            }
        }
        return key;
    }

    /** Answers the handshake as RFC 6455, 4.2.2, says, with further header lines. */
    static void upgrade(Socket connection, String key, String... headers) throws IOException, GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(hash) + "\r\n");
        for (String header : headers) {
            answer.append(header).append("\r\n");
        }
        send(connection, answer.append("\r\n").toString());
    }

    static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    /** Waits until the script has played to its end. */
    void awaitDone() {
        done.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        awaitDone();
    }
}
