package org.sluice.it;

import static org.sluice.it.FaultSteps.SHORT;
import static org.sluice.it.FaultSteps.reset;
import static org.sluice.it.FaultSteps.silent;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
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

/** What can happen to an open connection. */
enum OpenFault implements Fault {
    RESET_WHILE_OPEN("the connection is reset while a read waits", WebErrorStatus.CONNECTION_RESET, Phase.CLOSE) {
        @Override
        public void make() throws Exception {
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
        public void make() throws Exception {
            read((connection, key) -> {
                RawServer.upgrade(connection, key);
                connection.shutdownOutput();
            });
        }
    },
    BROKEN_PROTOCOL(
            "the peer breaks the protocol; the socket closes with 1002", WebErrorStatus.DISCONNECTED, Phase.CLOSE) {
        @Override
        public void make() throws Exception {
            sendAfterTheEnd((connection, key) -> {
                RawServer.upgrade(connection, key);
                RawServer.send(connection, "\u00c2\u0000");
                RawServer.awaitEnd(connection);
            });
        }
    },
    CLOSED_BY_PEER("a send after the peer closed", WebErrorStatus.DISCONNECTED, Phase.CLOSE) {
        @Override
        public void make() throws Exception {
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
        public void make() throws Exception {
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
        public void make() throws Exception {
            String unused = received(
                            "\u0081\u0003big", socket -> socket.control().maxMessageSize(2))
                    .text();
        }
    },
    NO_JSON("a message that is not JSON for the type asked for", WebErrorStatus.UNKNOWN, Phase.TRANSFER) {
        @Override
        public void make() throws Exception {
            List<?> unused = received("\u0081\u0001{", socket -> {}).json(List.class);
        }
    },
    SEND_TIMEOUT("the peer does not take what is sent within sendTimeout", WebErrorStatus.TIMEOUT, Phase.TRANSFER) {
        @Override
        public void make() throws Exception {
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
        public void make() throws Exception {
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
        public void make() throws Exception {
            try (RawServer server = silent();
                    StreamWebSocket socket = StreamWebSocket.create()) {
                socket.control().receiveTimeout(SHORT).closeTimeout(SHORT);
                socket.connect(server.uri());
                int unused = socket.inputStream().read();
            }
        }
    },
    CLOSED_STREAM(
            "a write to an output stream that this end closed", WebErrorStatus.OPERATION_CANCELED, Phase.TRANSFER) {
        @Override
        public void make() throws Exception {
            try (RawServer server = silent();
                    StreamWebSocket socket = StreamWebSocket.create()) {
                socket.control().closeTimeout(SHORT);
                socket.connect(server.uri());
                socket.outputStream().close();
                socket.outputStream().write(1);
            }
        }
    },
    INTERRUPTED_SEND("the thread of a send is interrupted", WebErrorStatus.OPERATION_CANCELED, null) {
        @Override
        public void make() throws Exception {
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

    private final String what;
    private final WebErrorStatus status;
    private final @Nullable Phase phase;

    OpenFault(String what, WebErrorStatus status, @Nullable Phase phase) {
        this.what = what;
        this.status = status;
        this.phase = phase;
    }

    @Override
    public Line line() {
        return new Line(what, status, phase);
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
