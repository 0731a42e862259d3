package org.sluice.core.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.port.DirectConnection;
import org.sluice.core.send.Outgoing;

/** An open socket as {@link KeepAlive} sees it; what is sent and when is left to that. */
final class Vitals implements KeepAlive.Peer {

    private static final Logger LOG = System.getLogger("org.sluice");

    private final Attached to;
    private final Pings pings;
    private final Information information;
    private final Closing closing;

    Vitals(Attached to, Pings pings, Information information, Closing closing) {
        this.to = to;
        this.pings = pings;
        this.information = information;
        this.closing = closing;
    }

    @Override
    public CompletableFuture<Void> pong() {
        return send(Outgoing.pong(() -> ByteBuffer.allocate(0)));
    }

    @Override
    public CompletableFuture<Void> ping() {
        ByteBuffer payload = pings.probe();
        return payload == null
                ? CompletableFuture.failedFuture(new IOException("the connection has ended"))
                : send(Outgoing.ping(payload));
    }

    private CompletableFuture<Void> send(Outgoing frame) {
        try {
            to.lane().submitControl(frame);
            return frame.done();
        } catch (IOException ended) {
            return CompletableFuture.failedFuture(ended);
        }
    }

    /** What our own engine sees of the peer, or otherwise all that a container hands on. */
    @Override
    public long signs() {
        return to.sink() instanceof DirectConnection direct
                ? direct.signsOfLife()
                : pings.pongs() + information.bytesReceived() + information.messagesReceived();
    }

    @Override
    public @Nullable Long readingSince() {
        return to.pauses().readingSince();
    }

    @Override
    public void dead(Duration after) {
        String why = "the peer sent nothing for " + after + " after a ping";
        LOG.log(Level.DEBUG, "{0}; the connection is cut", why);
        closing.cut(to.sink(), why, new WebSocketException(why, WebErrorStatus.TIMEOUT, Phase.TRANSFER));
    }
}
