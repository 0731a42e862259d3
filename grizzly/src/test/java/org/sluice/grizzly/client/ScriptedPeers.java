package org.sluice.grizzly.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A server that does on each connection what a test says, on a thread for each. */
final class ScriptedPeers implements Closeable {

    /** What is done on a connection; its end does not end the connection. */
    interface Script {
        void run(Socket socket) throws IOException;
    }

    final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final Script script;

    ScriptedPeers(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), script);
    }

    ScriptedPeers(ServerSocketFactory factory, Script script) throws IOException {
        this.script = script;
        server = factory.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    static Script answering(String answer) {
        return socket -> {
            String unused = request(socket);
            write(socket, answer);
        };
    }

    static Script upgrading(String andThen) {
        return socket -> write(socket, upgrade(request(socket)) + andThen);
    }

    static String upgrade(String request) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + accept(request) + "\r\n\r\n";
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    int port() {
        return server.getLocalPort();
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://localhost:" + port() + "/x");
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                accepted.add(socket);
                start(() -> run(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void run(Socket socket) {
        try {
            script.run(socket);
        } catch (IOException e) {
            // The client has ended it, which the tests look at from there.
            sockets.remove(socket);
            quietly(socket);
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-peer");
        thread.setDaemon(true);
        thread.start();
    }

    static String request(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
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
        @Nullable String key = null;
        for (String line : request.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                key = line.substring(18).strip();
            }
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
    }

    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
        accepted.clear();
    }
}
