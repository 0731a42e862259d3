package org.sluice.client.connect;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;

/** A server that does on each connection what a test says, on a thread for each, and hangs up after it unless it was an upgrade. */
final class Peer implements AutoCloseable {

    /** What is done on a connection. */
    interface Script {
        void run(Socket socket) throws IOException;
    }

    /** What is answered to a request; a null is an upgrade. */
    interface Answers {
        String to(Request request);
    }

    /** The head of a request, names in lower case. */
    record Request(String line, Map<String, String> headers) {

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    static final String UPGRADE = "upgrade";

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final Script script;

    private Peer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        start(this::accept);
    }

    private Peer(ServerSocket server, Answers answers) {
        this.server = server;
        this.script = socket -> answer(socket, answers);
        start(this::accept);
    }

    static Peer running(Script script) throws IOException {
        return new Peer(listening(ServerSocketFactory.getDefault()), script);
    }

    static Peer running(ServerSocketFactory factory, Script script) throws IOException {
        return new Peer(listening(factory), script);
    }

    static Peer answering(Answers answers) throws IOException {
        return answering(ServerSocketFactory.getDefault(), answers);
    }

    static Peer answering(ServerSocketFactory factory, Answers answers) throws IOException {
        return new Peer(listening(factory), answers);
    }

    static Peer answeringOn(InetAddress address, int port, Answers answers) throws IOException {
        return new Peer(new ServerSocket(port, 200, address), answers);
    }

    static Peer upgrading() throws IOException {
        return answering(request -> UPGRADE);
    }

    private static ServerSocket listening(ServerSocketFactory factory) throws IOException {
        return factory.createServerSocket(0, 1000, loopback(1));
    }

    /** 127.0.0.last, of which Linux has all. */
    static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    int port() {
        return server.getLocalPort();
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://localhost:" + port() + "/x");
    }

    private void answer(Socket socket, Answers answers) throws IOException {
        Request request = request(socket);
        requests.add(request);
        String answer = answers.to(request);
        if (answer.equals(UPGRADE)) {
            write(socket, upgrade(request));
            untilClosed(socket);
        } else {
            write(socket, answer);
        }
    }

    static void readToEnd(Socket socket) throws IOException {
        long unused = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** The server's end of a WebSocket until the client's close frame, which it answers (RFC 6455, 5.5.1), or the client's end. */
    static void untilClosed(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        for (int first = in.read(); first >= 0; first = in.read()) {
            int length = in.readUnsignedByte() & 0x7F;
            if (length > 125) {
                throw new IOException("no test sends frames as long as this");
            }
            byte[] key = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            if ((first & 0xF) == 8) {
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= key[i % 4];
                }
                OutputStream out = socket.getOutputStream();
                out.write(new byte[] {(byte) first, (byte) payload.length});
                out.write(payload);
                return;
            }
        }
    }

    static Request request(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client hung up");
            }
            head.append((char) next);
        }
        String[] lines = head.toString().split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return new Request(lines[0], headers);
    }

    static String upgrade(Request request) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((request.header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.US_ASCII));
            return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
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
        try (socket) {
            script.run(socket);
        } catch (IOException e) {
            // The client has ended it, which the tests look at from there.
        } finally {
            sockets.remove(socket);
        }
    }

    static void start(Runnable task) {
        Thread thread = new Thread(task, "test-peer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
