package org.sluice.it;

import java.time.Duration;
import java.util.function.Consumer;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;

/**
 * What an application does with an open socket until it fails, and which deadline of its sees to that where the network tells nothing. For use on
 * one connection. Its name begins with that of the method. {@link Operations} has all.
 */
final class Operation {

    static final Duration SHORT = Duration.ofMillis(300);
    /** More than a test may take, so that it is another limit that ends what it waits for. */
    static final Duration LONG = Duration.ofMinutes(2);

    /** How much of a message there is, where its peer has begun one. */
    static final int BEGUN = 10;

    /** What ends it in time. */
    enum Limit {
        SEND,
        /** That of the message itself, which its sender has set. */
        MESSAGE,
        RECEIVE,
        DEAD_PEER
    }

    /** What is done with a socket. */
    interface Use<S> {
        void on(S socket) throws Exception;
    }

    private final String name;
    private final boolean stream;
    private final Limit limit;
    private final Use<WebSocket> use;
    private Consumer<WebSocket> preparation = socket -> {};
    private boolean floods;
    private boolean needsABeginning;

    private Operation(String name, boolean stream, Limit limit, Use<WebSocket> use) {
        this.name = name;
        this.stream = stream;
        this.limit = limit;
        this.use = use;
    }

    static Operation ofMessages(String name, Limit limit, Use<MessageWebSocket> use) {
        return new Operation(name, false, limit, socket -> use.on((MessageWebSocket) socket));
    }

    static Operation ofStreams(String name, Limit limit, Use<StreamWebSocket> use) {
        return new Operation(name, true, limit, socket -> use.on((StreamWebSocket) socket));
    }

    static Operation of(SendForm form) {
        return new Operation(form.toString(), form.isOfStreams(), Limit.SEND, form::sendOn).floods();
    }

    /** It sends on and on. */
    Operation floods() {
        floods = true;
        return this;
    }

    /** It is about a message of which its peer has sent {@link #BEGUN} bytes, and no end. */
    Operation ofABegunMessage() {
        needsABeginning = true;
        return this;
    }

    /** Something has to be done before the socket is open. */
    Operation prepared(Consumer<WebSocket> before) {
        preparation = before;
        return this;
    }

    /** Ends with what the application sees. */
    void run(WebSocket socket) throws Exception {
        use.on(socket);
    }

    boolean isOfStreams() {
        return stream;
    }

    boolean needsABeginning() {
        return needsABeginning;
    }

    /** Whether its thread can be seen to wait, which one that reads a connection by itself cannot. */
    boolean comesToWait() {
        return floods && limit != Limit.DEAD_PEER;
    }

    /** Whether the socket stays as it was when the time is over. */
    boolean staysOpen() {
        return limit == Limit.RECEIVE;
    }

    /**
     * Whether anything but the fault ends it. What the network swallows counts as sent, and only credit or a dead peer ends that; and where it
     * takes nothing, pings wait behind what is sent.
     */
    boolean endsAt(LineFault fault, boolean credit) {
        if (!floods) {
            return true;
        }
        return limit == Limit.DEAD_PEER ? fault != LineFault.STALL : credit || fault != LineFault.HALF_OPEN;
    }

    /** Before the socket is open: its own limit is this one, and nothing else ends by time. */
    void prepare(WebSocket socket, Duration own) {
        beLong(socket);
        switch (limit) {
            case SEND -> socket.control().sendTimeout(own);
            case RECEIVE -> socket.control().receiveTimeout(own);
            case DEAD_PEER ->
                socket.control().pingInterval(Duration.ofMillis(100)).deadPeerTimeout(own);
            case MESSAGE -> {}
        }
        preparation.accept(socket);
    }

    /** Nothing ends by time. */
    static void beLong(WebSocket socket) {
        socket.control().sendTimeout(LONG).receiveTimeout(LONG).closeTimeout(LONG);
    }

    @Override
    public String toString() {
        return name;
    }
}
