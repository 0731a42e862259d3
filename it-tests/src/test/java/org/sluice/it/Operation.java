package org.sluice.it;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;

/** What an application does with an open socket until it fails, and which deadline of its sees to that where the network tells nothing. */
enum Operation {
    SEND(Limit.SEND, false) {
        @Override
        void run(WebSocket socket) throws Exception {
            while (true) {
                ((MessageWebSocket) socket).send(part());
            }
        }
    },
    SEND_ASYNC(Limit.SEND, false) {
        @Override
        void run(WebSocket socket) throws Exception {
            while (true) {
                CompletableFuture<Void> sent = ((MessageWebSocket) socket).sendAsync(part());
                sent.get();
            }
        }
    },
    SEND_FRAME(Limit.SEND, false) {
        @Override
        void run(WebSocket socket) throws Exception {
            while (true) {
                ((MessageWebSocket) socket).sendFrame(part(), false);
                ((MessageWebSocket) socket).sendFrame(part(), true);
            }
        }
    },
    WRITE(Limit.SEND, true) {
        @Override
        void run(WebSocket socket) throws Exception {
            OutputStream out = ((StreamWebSocket) socket).outputStream();
            while (true) {
                out.write(new byte[PART]);
                out.flush();
            }
        }
    },
    WRITE_A_MESSAGE(Limit.SEND, true) {
        @Override
        void run(WebSocket socket) throws Exception {
            OutputStream out = ((StreamWebSocket) socket).newMessage();
            while (true) {
                out.write(new byte[PART]);
            }
        }
    },
    READ(Limit.RECEIVE, true) {
        @Override
        void run(WebSocket socket) throws Exception {
            int unused = ((StreamWebSocket) socket).inputStream().read();
        }
    },
    NEXT_MESSAGE(Limit.RECEIVE, true) {
        @Override
        void run(WebSocket socket) throws Exception {
            Object unused = ((StreamWebSocket) socket).nextMessage();
        }
    },
    READ_WITH_PINGS(Limit.DEAD_PEER, true) {
        @Override
        void run(WebSocket socket) throws Exception {
            READ.run(socket);
        }
    },
    PING_WITH_PINGS(Limit.DEAD_PEER, false) {
        @Override
        void run(WebSocket socket) throws Exception {
            while (true) {
                Duration unused = socket.ping().get();
            }
        }
    },
    /** What the network swallows counts as sent, and only pings tell. Where it takes nothing they wait behind what is sent. */
    SEND_WITH_PINGS(Limit.DEAD_PEER, false) {
        @Override
        void run(WebSocket socket) throws Exception {
            SEND.run(socket);
        }
    };

    static final Duration SHORT = Duration.ofMillis(300);
    /** More than a test may take, so that it is another limit that ends what it waits for. */
    static final Duration LONG = Duration.ofMinutes(2);

    private static final int PART = 100_000;

    /** What ends it in time. */
    enum Limit {
        SEND,
        RECEIVE,
        DEAD_PEER
    }

    private final Limit limit;
    private final boolean stream;

    Operation(Limit limit, boolean stream) {
        this.limit = limit;
        this.stream = stream;
    }

    /** Ends with what the application sees. */
    abstract void run(WebSocket socket) throws Exception;

    boolean isOfStreams() {
        return stream;
    }

    boolean sends() {
        return limit == Limit.SEND || this == SEND_WITH_PINGS;
    }

    /** Whether its thread can be seen to wait, which one that reads a connection by itself cannot. */
    boolean comesToWait() {
        return limit == Limit.SEND;
    }

    /** Whether the socket stays as it was when the time is over. */
    boolean staysOpen() {
        return limit == Limit.RECEIVE;
    }

    /** Whether anything but the fault ends it; credit does where the network swallows what is sent. */
    boolean endsAt(LineFault fault, boolean credit) {
        if (this == SEND_WITH_PINGS) {
            return !credit && fault != LineFault.STALL;
        }
        return !sends() || credit || fault != LineFault.HALF_OPEN;
    }

    /** Its own limit is short where nothing but it tells of the fault; all others are long. */
    void limit(WebSocket socket, LineFault fault) {
        Duration own = fault.isTold() ? LONG : SHORT;
        beLong(socket);
        switch (limit) {
            case SEND -> socket.control().sendTimeout(own);
            case RECEIVE -> socket.control().receiveTimeout(own);
            case DEAD_PEER ->
                socket.control().pingInterval(Duration.ofMillis(100)).deadPeerTimeout(own);
        }
    }

    /** Nothing ends by time. */
    static void beLong(WebSocket socket) {
        socket.control().sendTimeout(LONG).receiveTimeout(LONG).closeTimeout(LONG);
    }

    private static ByteBuffer part() {
        return ByteBuffer.allocate(PART);
    }
}
