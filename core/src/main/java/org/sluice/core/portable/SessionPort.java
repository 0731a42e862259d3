package org.sluice.core.portable;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.core.common.Threads;
import org.sluice.core.port.Brake;
import org.sluice.core.port.FrameSink;
import org.sluice.core.port.Inbound;
import org.sluice.core.socket.Handshake;

/**
 * Both ports over a Jakarta session. Outbound it uses the blocking remote only. Inbound the endpoint's partial handlers call it; how a
 * container is stopped is left to the {@link Reading}.
 */
public final class SessionPort implements FrameSink, Brake {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** Tomcat's limit of a blocking send, in ms, -1 for none; it asks for it at each send. No other container knows the name. */
    private static final String TOMCAT_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final Duration AFTER_OURS = Duration.ofSeconds(1);
    /** Of a close before the application has set its options. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    /** Longer than any connection lasts, and within what Tomcat can count. */
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Session session;
    private final Inbound inbound;
    private final UndertowChannel undertow;
    private final Reading reading;

    private volatile Duration closeTimeout = CLOSE_TIMEOUT;
    private volatile @Nullable Throwable failure;
    private volatile boolean cut;
    /** Open until our close frame went out, or cannot any more. */
    private final CountDownLatch closeFrame = new CountDownLatch(1);
    /** Whether our close frame went out, or is about to: then an error, the application's for instance, does not tell how it ended. */
    private volatile boolean closing;

    /**
     * Makes the ports of one session.
     *
     * @param session open
     * @param inbound takes what is received
     * @param stallTimeout how long the container may be stopped for an application that takes nothing; zero for ever
     */
    public SessionPort(Session session, Inbound inbound, Duration stallTimeout) {
        this.session = session;
        this.inbound = new ShieldedInbound(inbound);
        undertow = UndertowChannel.of(session);
        ReadSwitch container = ReadSwitches.of(session);
        reading = container == null
                ? new HeldThread(this.inbound, undertow, stallTimeout, closeFrame, this::abort)
                : new SuspendedReading(this.inbound, container, stallTimeout, System::nanoTime);
    }

    /**
     * What was agreed on in the handshake, as far as the session tells.
     *
     * @param session open
     * @param headers the peer's headers
     * @return the agreement
     */
    static Handshake handshake(Session session, Map<String, List<String>> headers) {
        String protocol = session.getNegotiatedSubprotocol();
        return new Handshake(
                protocol == null || protocol.isEmpty() ? Optional.empty() : Optional.of(protocol),
                session.getNegotiatedExtensions().stream()
                        .map(Extension::getName)
                        .collect(Collectors.toUnmodifiableList()),
                session.isSecure(),
                headers);
    }

    /**
     * Switches off the container's own timeouts, which cut a stream whose reader takes its time: Tomcat's sends at 20 s, Jetty's idle
     * connections at 30 s. The socket has timeouts of its own. Comes before the application's open callback, so that its will holds.
     *
     * @param idle how long the connection may be without traffic; zero for no limit
     */
    public void leaveTimeoutsToTheSocket(Duration idle) {
        try {
            // Tyrus starts a thread for a limit, also for none.
            if (!idle.isZero() || session.getMaxIdleTimeout() > 0) {
                session.setMaxIdleTimeout(idle.toMillis());
            }
            session.getUserProperties().put(TOMCAT_SEND_TIMEOUT, -1L);
        } catch (IllegalStateException ended) {
            LOG.log(Level.DEBUG, "The session ended while it was opened: nothing is left to time out", ended);
        }
    }

    /**
     * Lets Tomcat end a send that the socket has given up: only then does it free the thread, and cut a peer that never reads. Comes
     * when the application has set its options.
     *
     * @param timeout the socket's own for a send, which comes first
     */
    public void limitSends(Duration timeout) {
        try {
            boolean forEver = timeout.compareTo(FOR_EVER) >= 0;
            session.getUserProperties()
                    .put(
                            TOMCAT_SEND_TIMEOUT,
                            forEver ? -1L : timeout.plus(AFTER_OURS).toMillis());
        } catch (IllegalStateException ended) {
            LOG.log(Level.DEBUG, "The session ended while it was opened: nothing is left to time out", ended);
        }
    }

    /**
     * Has the connection end where the peer does not answer this end's close. Comes when the application has set its options.
     *
     * @param timeout the socket's own for a close
     */
    public void limitCloses(Duration timeout) {
        closeTimeout = timeout;
    }

    /** Tells an end that the container does not tell; comes at the end of the open, when there is somebody to tell. */
    public void noticeEarlyEnd() {
        if (undertow.isLostAtOpen()) {
            inbound.closed(CloseCode.ABNORMAL, "", new IOException("The connection was lost while it was opened"));
        }
    }

    // Outbound.

    @Override
    public void text(String part, boolean last) throws IOException {
        session.getBasicRemote().sendText(part, last);
    }

    @Override
    public void binary(ByteBuffer part, boolean last) throws IOException {
        session.getBasicRemote().sendBinary(writable(part), last);
    }

    /** Open Liberty takes a buffer's array, which a read-only one does not give: so of such a one a copy goes out. */
    private static ByteBuffer writable(ByteBuffer payload) {
        return payload.isReadOnly()
                ? ByteBuffer.allocate(payload.remaining()).put(payload).flip()
                : payload;
    }

    @Override
    public void ping(ByteBuffer payload) throws IOException {
        session.getBasicRemote().sendPing(writable(payload));
    }

    @Override
    public void pong(ByteBuffer payload) throws IOException {
        session.getBasicRemote().sendPong(writable(payload));
    }

    /**
     * Sends 1000 where an empty close frame is asked for, since Jakarta WebSocket has no way to: a reason of 1005 is for what was received
     * (RFC 6455, 7.4.1), and Tyrus makes 1000 of it too.
     */
    @Override
    public void close(int code, String reason) throws IOException {
        int sendable = code == CloseCode.NO_STATUS ? CloseCode.NORMAL : code;
        closing = true;
        try {
            session.close(new CloseReason(CloseCodes.getCloseCode(sendable), reason));
        } finally {
            closeFrame.countDown();
            UnansweredClose.watch(session, closeTimeout);
        }
    }

    @Override
    public void abort() {
        cut = true;
        closeFrame.countDown();
        if (EngineAdapter.abort(session) || undertow.cut()) {
            return;
        }
        // Elsewhere a close is all there is, and it may block behind the send that does not end.
        Threads.shared().execute(() -> {
            try {
                CloseReason reason = new CloseReason(CloseCodes.GOING_AWAY, "cut by the other end");
                if (!TomcatSession.cut(session, reason)) {
                    session.close(reason);
                }
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, "The connection that is cut was gone already", e);
            }
        });
    }

    // Inbound, called by the endpoint's handlers on the container's thread.

    /**
     * Takes a part of a text message.
     *
     * @param part what the container gave
     * @param last whether the message ends with it
     */
    public void onText(String part, boolean last) {
        reading.text(part, last);
    }

    /**
     * Takes a part of a binary message.
     *
     * @param part what the container gave
     * @param last whether the message ends with it
     */
    public void onBinary(ByteBuffer part, boolean last) {
        reading.binary(part, last);
    }

    /**
     * Takes a pong.
     *
     * @param payload what the container gave
     */
    public void onPong(ByteBuffer payload) {
        inbound.pong(payload);
    }

    /**
     * Takes the end of the session.
     *
     * @param reason what the container gave
     */
    public void onClose(CloseReason reason) {
        undertow.sendCloseKeptBack();
        int code = reason.getCloseCode().getCode();
        String phrase = reason.getReasonPhrase() == null ? "" : reason.getReasonPhrase();
        if (code == CloseCode.INTERNAL_ERROR && OpenLiberty.reportsALostConnection()) {
            inbound.closed(CloseCode.ABNORMAL, "", new IOException(phrase, failure));
            return;
        }
        if (cut && code == CloseCode.GOING_AWAY) {
            // Our own, from the cut: the peer never said so.
            inbound.closed(CloseCode.ABNORMAL, "", failure);
            return;
        }
        inbound.closed(code, phrase, failure);
    }

    /**
     * Takes an error, which a container raises before the end that it leads to, or without one.
     *
     * @param error what the container gave
     */
    public void onError(Throwable error) {
        failure = error;
        LOG.log(Level.DEBUG, "The container reports an error of a connection", error);
        if (!session.isOpen() && !closing) {
            inbound.closed(CloseCode.ABNORMAL, "", error);
        }
    }

    @Override
    public void release() {
        reading.release();
    }

    @Override
    public void progress() {
        reading.progress();
    }

    /** A container delivers on threads of its own. */
    @Override
    public boolean pull(long nanos, @Nullable ByteBuffer place) {
        return false;
    }

    @Override
    public void claim() {
        // For the same reason.
    }
}
