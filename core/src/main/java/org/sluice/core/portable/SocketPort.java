package org.sluice.core.portable;

import jakarta.websocket.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sluice.core.credit.CreditOffer;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.credit.Grant;
import org.sluice.core.port.DirectConnection;
import org.sluice.core.port.Opening;
import org.sluice.core.port.ServerHandshake;
import org.sluice.core.socket.AbstractSocket;
import org.sluice.core.socket.ConnectDetails;
import org.sluice.core.socket.Handshake;

/**
 * Connects a socket with the session that is being opened on this thread: over the engine's own connection where it offers one, otherwise
 * over the session.
 */
public final class SocketPort {

    private final Session session;
    private final AbstractSocket socket;
    private final @Nullable DirectConnection direct;
    private final @Nullable SessionPort portable;
    private final Duration stallTimeout;
    private final Duration idleTimeout;

    private SocketPort(
            Session session,
            AbstractSocket socket,
            @Nullable DirectConnection direct,
            Duration stallTimeout,
            Duration idleTimeout) {
        this.session = session;
        this.socket = socket;
        this.direct = direct;
        this.portable = direct == null ? new SessionPort(session, socket, stallTimeout) : null;
        this.stallTimeout = stallTimeout;
        this.idleTimeout = idleTimeout;
    }

    /**
     * Chooses a port.
     *
     * @param session being opened on this thread
     * @param socket not open yet
     * @param portableOnly whether to use the session even where the engine offers more
     * @param stallTimeout how long an application may take nothing of what came; zero for ever
     * @param idleTimeout how long the connection may be without traffic; zero for ever
     * @return the port
     */
    public static SocketPort of(
            Session session, AbstractSocket socket, boolean portableOnly, Duration stallTimeout, Duration idleTimeout) {
        DirectConnection direct = portableOnly ? null : Opening.current();
        return new SocketPort(session, socket, direct, stallTimeout, idleTimeout);
    }

    /**
     * Opens the socket.
     *
     * @param known the peer's headers of the handshake, where the engine does not tell them itself
     * @param credit what the two handshakes agreed on
     * @return false if nobody wants it any more; the caller then closes the session
     */
    public boolean open(Map<String, List<String>> known, Optional<CreditTerms> credit) {
        ServerHandshake told = Opening.handshake();
        Map<String, List<String>> headers = told.headers().isEmpty() ? known : told.headers();
        if (!told.certificates().isEmpty()) {
            socket.connectedAs(new ConnectDetails(Map.of(), told.certificates(), Set.of(), Set.of()));
        }
        DirectConnection engine = Opening.current();
        if (engine != null) {
            socket.connectedBetween(engine.localAddress(), engine.remoteAddress());
        }
        if (socket.kind() == CreditOffer.Kind.STREAM && Grant.SUB_PROTOCOL.equals(session.getNegotiatedSubprotocol())) {
            socket.agree(CreditTerms.ofSubProtocol(socket.offer().window()));
        } else {
            credit.ifPresent(socket::agree);
        }
        if (portable != null) {
            portable.leaveTimeoutsToTheSocket(idleTimeout);
            return socket.opened(portable, portable, SessionPort.handshake(session, headers));
        }
        DirectConnection connection = Objects.requireNonNull(direct, "a port has one of the two");
        Handshake handshake = SessionPort.handshake(session, headers).and(connection.extensions());
        boolean wanted = socket.opened(connection, connection, handshake);
        if (wanted) {
            connection.attach(socket, stallTimeout, idleTimeout);
        }
        return wanted;
    }

    /** The application has set its options. */
    public void configured() {
        if (portable != null) {
            portable.limitSends(socket.sendTimeout());
            portable.limitCloses(socket.closeTimeout());
            portable.noticeEarlyEnd();
        } else if (direct != null) {
            direct.compress(socket.compresses());
        }
    }

    /**
     * What the endpoint's handlers have to call.
     *
     * @return null where the engine does not call them for data
     */
    public @Nullable SessionPort handlers() {
        return portable;
    }
}
