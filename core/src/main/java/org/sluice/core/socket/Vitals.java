package org.sluice.core.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.port.DirectConnection;
import org.sluice.core.port.FrameSink;
import org.sluice.core.send.Outgoing;
import org.sluice.core.send.SendLane;

/** An open socket as {@link KeepAlive} sees it; what is sent and when is left to that. */
final class Vitals implements KeepAlive.Peer {

    private static final Logger LOG = System.getLogger("org.sluice");

    private final SendLane lane;
    private final FrameSink sink;
    private final Pings pings;
    private final Information information;
    private final Pauses pauses;
    private final BiConsumer<String, Exception> cut;

    Vitals(
            SendLane lane,
            FrameSink sink,
            Pings pings,
            Information information,
            Pauses pauses,
            BiConsumer<String, Exception> cut) {
        this.lane = lane;
        this.sink = sink;
        this.pings = pings;
        this.information = information;
        this.pauses = pauses;
        this.cut = cut;
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
            lane.submitControl(frame);
            return frame.done();
        } catch (IOException ended) {
            return CompletableFuture.failedFuture(ended);
        }
    }

    /** What our own engine sees of the peer, or otherwise all that a container hands on. */
    @Override
    public long signs() {
        return sink instanceof DirectConnection direct
                ? direct.signsOfLife()
                : pings.pongs() + information.bytesReceived() + information.messagesReceived();
    }

    @Override
    public @Nullable Long readingSince() {
        return pauses.readingSince();
    }

    @Override
    public void dead(Duration after) {
        String why = "the peer sent nothing for " + after + " after a ping";
        LOG.log(Level.DEBUG, "{0}; the connection is cut", why);
        cut.accept(why, new WebSocketException(why, WebErrorStatus.TIMEOUT, Phase.TRANSFER));
    }
}
