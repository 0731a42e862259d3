package org.sluice.it;

import static org.sluice.it.FaultSteps.SHORT;
import static org.sluice.it.FaultSteps.connect;
import static org.sluice.it.FaultSteps.during;
import static org.sluice.it.FaultSteps.loopback;
import static org.sluice.it.FaultSteps.reset;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;

/** Why a client does not come to an open connection, without proxies, redirects and certificates. */
enum ConnectFault implements Fault {
    REFUSED_PORT("nothing listens on the port", WebErrorStatus.CANNOT_CONNECT, Phase.TCP) {
        @Override
        public void make() throws Exception {
            URI nobody;
            try (ServerSocket listener = loopback()) {
                nobody = URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/");
            }
            connect(nobody);
        }
    },
    UNKNOWN_HOST("the host name has no address", WebErrorStatus.HOST_NAME_NOT_RESOLVED, Phase.DNS) {
        @Override
        public void make() throws Exception {
            connect(URI.create("ws://no-such-host.invalid/"));
        }
    },
    SILENT_NAME_SERVICE("the name service does not answer", WebErrorStatus.TIMEOUT, Phase.DNS) {
        @Override
        public void make() throws Exception {
            CountDownLatch over = new CountDownLatch(1);
            try {
                connect(URI.create("ws://somewhere.example/"), control -> control.connectTimeout(SHORT)
                        .hostResolver(host -> {
                            awaitQuietly(over);
                            return List.of();
                        }));
            } finally {
                over.countDown();
            }
        }
    },
    SILENT_ADDRESS("nothing answers at the address, not even that it refuses", WebErrorStatus.TIMEOUT, Phase.TCP) {
        @Override
        public void make() throws Exception {
            try (SilentAddress silent = new SilentAddress()) {
                connect(silent.uri(), control -> control.connectTimeout(SHORT));
            }
        }
    },
    SILENT_SERVER("the server accepts and never answers the handshake", WebErrorStatus.TIMEOUT, Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            try (RawServer server = new RawServer((connection, key) -> RawServer.awaitEnd(connection))) {
                connect(server.uri(), control -> control.connectTimeout(SHORT));
            }
        }
    },
    RESET_IN_HANDSHAKE(
            "the server resets the connection in the handshake", WebErrorStatus.CONNECTION_RESET, Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            during((connection, key) -> reset(connection));
        }
    },
    END_IN_HANDSHAKE(
            "the server ends the connection in the handshake", WebErrorStatus.CONNECTION_ABORTED, Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            during((connection, key) -> connection.shutdownOutput());
        }
    },
    NO_HTTP(
            "the server answers with something that is not HTTP",
            WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
            Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            during((connection, key) -> RawServer.send(connection, "SSH-2.0-OpenSSH_9.6\r\n"));
        }
    },
    WRONG_ACCEPT(
            "the answer's Sec-WebSocket-Accept is wrong",
            WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
            Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            during((connection, key) -> RawServer.upgrade(connection, key + "x"));
        }
    },
    STRANGE_PROTOCOL(
            "the server chooses a sub-protocol that was not offered",
            WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
            Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            during((connection, key) -> RawServer.upgrade(connection, key, "Sec-WebSocket-Protocol: surprise"));
        }
    },
    STRANGE_EXTENSION(
            "the server chooses an extension that was not offered",
            WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
            Phase.UPGRADE) {
        @Override
        public void make() throws Exception {
            during((connection, key) -> RawServer.upgrade(connection, key, "Sec-WebSocket-Extensions: x-surprise"));
        }
    },
    PLAIN_WHERE_TLS("the address is wss, and the server speaks no TLS", WebErrorStatus.CONNECTION_ABORTED, Phase.TLS) {
        @Override
        public void make() throws Exception {
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
        public void make() throws Exception {
            try (RawServer server = RawServer.on(TestRoot.listenSelfSigned(), (connection, key) -> {
                throw new IllegalStateException("a handshake came through: " + key);
            })) {
                connect(URI.create("ws://localhost:" + server.port() + "/"));
            }
        }
    },
    UNREADABLE_CERTIFICATE(
            "the server's certificate cannot be read", WebErrorStatus.CERTIFICATE_CONTAINS_ERRORS, Phase.TLS) {
        @Override
        public void make() throws Exception {
            try (ServerSocket listener = loopback()) {
                CompletableFuture<Void> answering = Sending.of(() -> {
                    try (Socket connection = listener.accept()) {
                        connection.getOutputStream().write(FaultSteps.hello(NO_CERTIFICATE));
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
    CANCELED("the connect is cancelled, or its thread interrupted", WebErrorStatus.OPERATION_CANCELED, null) {
        @Override
        public void make() throws Exception {
            try (RawServer server = new RawServer((connection, key) -> RawServer.awaitEnd(connection))) {
                Thread.currentThread().interrupt();
                connect(server.uri());
            } finally {
                boolean unused = Thread.interrupted();
            }
        }
    };

    /** A sequence of three as a certificate is (RFC 5280, 4.1), but none of the right kind. */
    private static final byte[] NO_CERTIFICATE = {0x30, 8, 5, 0, 0x30, 0, 3, 2, 0, 0};

    private final String what;
    private final WebErrorStatus status;
    private final @Nullable Phase phase;

    ConnectFault(String what, WebErrorStatus status, @Nullable Phase phase) {
        this.what = what;
        this.status = status;
        this.phase = phase;
    }

    @Override
    public Line line() {
        return new Line(what, status, phase);
    }

    /** For a thread of the client's, which is to go on in the end. */
    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
