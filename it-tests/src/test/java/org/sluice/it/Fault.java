package org.sluice.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WhenFull;

/**
 * What can go wrong with a connection, made for real on loopback, and what the application is told; the table of docs/errors.md. HTTP
 * statuses are left to {@link FaultsIT}.
 */
enum Fault {
    REFUSED_PORT("nothing listens on the port", WebErrorStatus.CANNOT_CONNECT, Phase.TCP) {
        @Override
        void make() throws Exception {
            URI nobody;
            try (ServerSocket listener = loopback()) {
                nobody = URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/");
            }
            connect(nobody);
        }
    },
    UNKNOWN_HOST("the host name has no address", WebErrorStatus.HOST_NAME_NOT_RESOLVED, Phase.DNS) {
        @Override
        void make() throws Exception {
            connect(URI.create("ws://no-such-host.invalid/"));
        }
    },
    SILENT_SERVER("the server accepts and never answers the handshake", WebErrorStatus.TIMEOUT, Phase.UPGRADE) {
        @Override
        void make() throws Exception {
            try (RawServer server = new RawServer((connection, key) -> RawServer.awaitEnd(connection))) {
                connect(server.uri(), SHORT);
            }
        }
    },
    RESET_IN_HANDSHAKE(
            "the server resets the connection in the handshake", WebErrorStatus.CONNECTION_RESET, Phase.UPGRADE) {
        @Override
        void make() throws Exception {
            during((connection, key) -> reset(connection));
        }
    },
    END_IN_HANDSHAKE(
            "the server ends the connection in the handshake", WebErrorStatus.CONNECTION_ABORTED, Phase.UPGRADE) {
        @Override
        void make() throws Exception {
            during((connection, key) -> connection.shutdownOutput());
        }
    },
    NO_HTTP(
            "the server answers with something that is not HTTP",
            WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
            Phase.UPGRADE) {
        @Override
        void make() throws Exception {
            during((connection, key) -> RawServer.send(connection, "SSH-2.0-OpenSSH_9.6\r\n"));
        }
    },
    WRONG_ACCEPT(
            "the answer's Sec-WebSocket-Accept is wrong",
            WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
            Phase.UPGRADE) {
        @Override
        void make() throws Exception {
            during((connection, key) -> RawServer.upgrade(connection, key + "x"));
        }
    },
    STRANGE_PROTOCOL(
            "the server chooses a sub-protocol that was not offered",
            WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
            Phase.UPGRADE) {
        @Override
        void make() throws Exception {
            during((connection, key) -> RawServer.upgrade(connection, key, "Sec-WebSocket-Protocol: surprise"));
        }
    },
    STRANGE_EXTENSION(
            "the server chooses an extension that was not offered",
            WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
            Phase.UPGRADE) {
        @Override
        void make() throws Exception {
            during((connection, key) -> RawServer.upgrade(connection, key, "Sec-WebSocket-Extensions: x-surprise"));
        }
    },
    PLAIN_WHERE_TLS("the address is wss, and the server speaks no TLS", WebErrorStatus.CONNECTION_ABORTED, Phase.TLS) {
        @Override
        void make() throws Exception {
            try (ServerSocket listener = loopback()) {
                CompletableFuture<Void> answering = Sending.of(() -> {
                    try (Socket connection = listener.accept()) {
                        RawServer.send(connection, "HTTP/1.1 400 Bad Request\r\n\r\n");
                        RawServer.awaitEnd(connection);
                    }
                });
                try {
                    connect(URI.create("wss://localhost:" + listener.getLocalPort() + "/"));
                } finally {
                    answering.get(20, TimeUnit.SECONDS);
                }
            }
        }
    },
    TLS_WHERE_PLAIN(
            "the address is ws, and the server speaks TLS",
            WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
            Phase.UPGRADE) {
        @Override
        void make() throws Exception {
            try (RawServer server = RawServer.on(new TestCertificate().listen(), (connection, key) -> {
                throw new IllegalStateException("a handshake came through: " + key);
            })) {
                connect(URI.create("ws://localhost:" + server.port() + "/"));
            }
        }
    },
    UNTRUSTED(
            "nobody that is trusted signed the server's certificate",
            WebErrorStatus.CERTIFICATE_IS_INVALID,
            Phase.TLS) {
        @Override
        void make() throws Exception {
            try (RawServer server = RawServer.on(new TestCertificate().listen(), (connection, key) -> {
                throw new IllegalStateException("a handshake came through: " + key);
            })) {
                connect(URI.create("wss://localhost:" + server.port() + "/"));
            }
        }
    },
    CANCELED("the connect is cancelled, or its thread interrupted", WebErrorStatus.OPERATION_CANCELED, null) {
        @Override
        void make() throws Exception {
            try (RawServer server = new RawServer((connection, key) -> RawServer.awaitEnd(connection))) {
                Thread.currentThread().interrupt();
                connect(server.uri());
            } finally {
                boolean unused = Thread.interrupted();
            }
        }
    },
    RESET_WHILE_OPEN("the connection is reset while a read waits", WebErrorStatus.CONNECTION_RESET, Phase.CLOSE) {
        @Override
        void make() throws Exception {
            read((connection, key) -> {
                RawServer.upgrade(connection, key);
                reset(connection);
            });
        }
    },
    END_WITHOUT_CLOSE(
            "the connection ends without a close frame while a read waits",
            WebErrorStatus.CONNECTION_ABORTED,
            Phase.CLOSE) {
        @Override
        void make() throws Exception {
            read((connection, key) -> {
                RawServer.upgrade(connection, key);
                connection.shutdownOutput();
            });
        }
    },
    BROKEN_PROTOCOL(
            "the peer breaks the protocol; the socket closes with 1002", WebErrorStatus.DISCONNECTED, Phase.CLOSE) {
        @Override
        void make() throws Exception {
            sendAfterTheEnd((connection, key) -> {
                RawServer.upgrade(connection, key);
                RawServer.send(connection, "\u00c2\u0000");
                RawServer.awaitEnd(connection);
            });
        }
    },
    CLOSED_BY_PEER("a send after the peer closed", WebErrorStatus.DISCONNECTED, Phase.CLOSE) {
        @Override
        void make() throws Exception {
            sendAfterTheEnd((connection, key) -> {
                RawServer.upgrade(connection, key);
                RawServer.send(connection, "\u0088\u0002\u0003\u00e8");
                RawServer.awaitEnd(connection);
            });
        }
    },
    DEAD_PEER(
            "the peer sends nothing for deadPeerTimeout after a ping, while a read waits",
            WebErrorStatus.TIMEOUT,
            Phase.CLOSE) {
        @Override
        void make() throws Exception {
            try (RawServer server = silent();
                    StreamWebSocket socket = StreamWebSocket.create()) {
                socket.control().pingInterval(SHORT).deadPeerTimeout(SHORT);
                socket.connect(server.uri());
                int unused = socket.inputStream().read();
            }
        }
    },
    TOO_BIG(
            "a message over maxMessageSize; its content is asked for",
            WebErrorStatus.REQUEST_ENTITY_TOO_LARGE,
            Phase.TRANSFER) {
        @Override
        void make() throws Exception {
            String unused = received(
                            "\u0081\u0003big", socket -> socket.control().maxMessageSize(2))
                    .text();
        }
    },
    NO_JSON("a message that is not JSON for the type asked for", WebErrorStatus.UNKNOWN, Phase.TRANSFER) {
        @Override
        void make() throws Exception {
            List<?> unused = received("\u0081\u0001{", socket -> {}).json(List.class);
        }
    },
    SEND_TIMEOUT("the peer does not take what is sent within sendTimeout", WebErrorStatus.TIMEOUT, Phase.TRANSFER) {
        @Override
        void make() throws Exception {
            CompletableFuture<Void> over = new CompletableFuture<>();
            try (RawServer server = new RawServer((connection, key) -> {
                        RawServer.upgrade(connection, key);
                        over.get(20, TimeUnit.SECONDS);
                    });
                    MessageWebSocket socket = MessageWebSocket.create()) {
                socket.control().sendTimeout(SHORT).closeTimeout(SHORT);
                socket.connect(server.uri());
                try {
                    socket.send(ByteBuffer.allocate(64 * 1024 * 1024));
                } finally {
                    over.complete(null);
                }
            }
        }
    },
    FULL_QUEUE("the queue is full, and whenFull is not to wait", WebErrorStatus.OPERATION_CANCELED, Phase.TRANSFER) {
        @Override
        void make() throws Exception {
            CompletableFuture<Void> over = new CompletableFuture<>();
            try (RawServer server = new RawServer((connection, key) -> {
                        RawServer.upgrade(connection, key);
                        over.get(20, TimeUnit.SECONDS);
                    });
                    MessageWebSocket socket = MessageWebSocket.create()) {
                socket.control().whenFull(WhenFull.FAIL).closeTimeout(SHORT);
                socket.connect(server.uri());
                CompletableFuture<Void> unused = socket.sendAsync(ByteBuffer.allocate(64 * 1024 * 1024));
                try {
                    socket.send("no room");
                } finally {
                    over.complete(null);
                }
            }
        }
    },
    RECEIVE_TIMEOUT("no byte comes within receiveTimeout of a read", WebErrorStatus.TIMEOUT, Phase.TRANSFER) {
        @Override
        void make() throws Exception {
            try (RawServer server = silent();
                    StreamWebSocket socket = StreamWebSocket.create()) {
                socket.control().receiveTimeout(SHORT).closeTimeout(SHORT);
                socket.connect(server.uri());
                int unused = socket.inputStream().read();
            }
        }
    },
    INTERRUPTED_SEND("the thread of a send is interrupted", WebErrorStatus.OPERATION_CANCELED, null) {
        @Override
        void make() throws Exception {
            try (RawServer server = silent();
                    MessageWebSocket socket = MessageWebSocket.create()) {
                socket.control().closeTimeout(SHORT);
                socket.connect(server.uri());
                Thread.currentThread().interrupt();
                socket.send(ByteBuffer.allocate(64 * 1024 * 1024));
            } finally {
                boolean unused = Thread.interrupted();
            }
        }
    };

    private static final Duration SHORT = Duration.ofMillis(300);

    private final String what;
    private final WebErrorStatus status;
    private final @Nullable Phase phase;

    Fault(String what, WebErrorStatus status, @Nullable Phase phase) {
        this.what = what;
        this.status = status;
        this.phase = phase;
    }

    /** Makes it happen; ends with the exception that the application sees. */
    abstract void make() throws Exception;

    WebErrorStatus status() {
        return status;
    }

    /** Null where the exception is one of the JDK's, for a thread or a future that was given up. */
    @Nullable
    Phase phase() {
        return phase;
    }

    /** Its line in the table. */
    String row() {
        return row(what, status, phase == null ? "" : '`' + phase.name() + '`');
    }

    static String row(String what, WebErrorStatus status, String phase) {
        return String.format("| %s | `%s` | %s | `0x%08X` |", what, status, phase, status.hresult());
    }

    private static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    private static void connect(URI uri) throws IOException {
        connect(uri, Duration.ofSeconds(20));
    }

    private static void connect(URI uri, Duration timeout) throws IOException {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().connectTimeout(timeout);
            socket.connect(uri);
        }
    }

    private static void during(RawServer.Script script) throws Exception {
        try (RawServer server = new RawServer(script)) {
            connect(server.uri());
        }
    }

    private static RawServer silent() throws IOException {
        return new RawServer((connection, key) -> {
            RawServer.upgrade(connection, key);
            RawServer.awaitEnd(connection);
        });
    }

    private static void read(RawServer.Script script) throws Exception {
        try (RawServer server = new RawServer(script);
                StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(server.uri());
            InputStream in = socket.inputStream();
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void sendAfterTheEnd(RawServer.Script script) throws Exception {
        try (RawServer server = new RawServer(script);
                MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.ofClosing(socket);
            socket.control().closeTimeout(SHORT);
            socket.connect(server.uri());
            int code = inbox.closed().code();
            socket.send("after " + code);
        }
    }

    /** What options a test wants. */
    private interface Options {
        void on(MessageWebSocket socket);
    }

    private static ReceivedMessage received(String frame, Options options) throws Exception {
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    RawServer.send(connection, frame);
                    RawServer.awaitEnd(connection);
                });
                MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            options.on(socket);
            socket.control().closeTimeout(SHORT);
            socket.connect(server.uri());
            return inbox.next();
        }
    }
}
