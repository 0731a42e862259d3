package org.sluice.core.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sluice.api.ClosedEvent;
import org.sluice.api.ClosedHandler;
import org.sluice.core.common.Steps;

/** What a close and an end mean to the parts of a socket and to its application; when they come is left to {@link Closing}. Has no lock. */
final class SocketEnd implements Closing.Owner {

    private static final Logger LOG = System.getLogger("org.sluice");

    private final AbstractSocket socket;
    private final Wiring wiring;
    private final Pings pings;
    private final Upkeep upkeep;
    private final ApplicationCalls calls;

    private volatile @Nullable ClosedHandler closedHandler;

    /** The socket has the options and the receiving side. */
    SocketEnd(AbstractSocket socket, Wiring wiring, Pings pings, Upkeep upkeep, ApplicationCalls calls) {
        this.socket = socket;
        this.wiring = wiring;
        this.pings = pings;
        this.upkeep = upkeep;
        this.calls = calls;
    }

    void onClosed(ClosedHandler handler) {
        closedHandler = handler;
    }

    @Override
    public Duration closeTimeout() {
        return socket.options().closeTimeout();
    }

    @Override
    public @Nullable Attached attached() {
        return wiring.attached();
    }

    @Override
    public void closes() {
        upkeep.stop();
    }

    @Override
    public void abandons(IOException why) {
        socket.receiveAbandoned(why);
    }

    @Override
    public void ends(Life.End end) {
        wiring.endsFor(end.toSenders());
    }

    @Override
    public void ended(Life.End end) {
        // Each is waited for by somebody, so that one which fails must not keep the others back.
        Steps.all(
                () -> wiring.failLane(end.toSenders()),
                () -> pings.end(end.toSenders()),
                () -> calls.endSenders(end.toSenders()),
                wiring::endCredit,
                () -> socket.receiveEnded(end.toReaders()));
    }

    @Override
    public void raise(ClosedEvent event) {
        calls.callBack(() -> tell(event));
    }

    private void tell(ClosedEvent event) {
        ClosedHandler handler = closedHandler;
        if (handler == null) {
            return;
        }
        try {
            handler.onClosed(socket.self(), event);
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The closed handler of the application failed; the socket is closed anyway", e);
        }
    }
}
