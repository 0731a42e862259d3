package org.sluice.grizzly;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Answers the first upgrade request with what a test says, and then neither reads nor closes. */
final class ScriptedServer implements Closeable {

    private final ServerSocket server;
    final CompletableFuture<Socket> accepted = new CompletableFuture<>();

    ScriptedServer(UnaryOperator<String> answerToRequest) throws IOException {
        server = new ServerSocket();
        server.setReceiveBufferSize(16_384);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(() -> serve(answerToRequest), "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    static ScriptedServer answering(String head) throws IOException {
        return new ScriptedServer(request -> head);
    }

    static ScriptedServer upgrading() throws IOException {
        return new ScriptedServer(request -> "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept(request) + "\r\n\r\n");
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/x");
    }

    private void serve(UnaryOperator<String> answerToRequest) {
        try {
            Socket socket = server.accept();
            String request = request(socket.getInputStream());
            socket.getOutputStream().write(answerToRequest.apply(request).getBytes(StandardCharsets.ISO_8859_1));
            accepted.complete(socket);
        } catch (IOException e) {
            accepted.completeExceptionally(e);
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client hung up");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String accept(String request) {
        String key = request.lines()
                .filter(line -> line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18))
                .map(line -> line.substring(18).strip())
                .findFirst()
                .orElseThrow();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new UncheckedIOException(new IOException(impossible));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (accepted.isDone() && !accepted.isCompletedExceptionally()) {
            accepted.join().close();
        }
    }
}
