package org.sluice.core.socket;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.Phase;
import org.sluice.api.ReceivedHandler;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.port.Brake;
import org.sluice.core.receive.Backlog;
import org.sluice.core.receive.OversizedMessage;

/**
 * How received messages reach the application: its handler or a publisher, of which one has them, and how many may wait there. What makes
 * messages of what arrives is left to {@link MessageArrival}.
 *
 * <p>Lock: {@code taking}; inside it a message is handed to the callback executor or to a {@link MessageSource}.
 */
final class MessageDelivery {

    private final MessageSocket socket;

    private volatile @Nullable ReceivedHandler receivedHandler;
    /** What takes the messages in place of the handler, if anything does. */
    private volatile @Nullable MessageSource published;

    private volatile @Nullable Backlog backlog;

    /** Makes one step of the look whether messages are still taken and the hand-over, so that none follows the closed event. */
    private final Object taking = new Object();
    /** Guarded by taking: whether what arrives is handed over. */
    private boolean receiving = true;
    /** Whether what was handed over still reaches the handler. */
    private volatile boolean delivering = true;

    /** The socket's callbacks take them. */
    MessageDelivery(MessageSocket socket) {
        this.socket = socket;
    }

    /** From now on they go to a handler. */
    void toHandler(ReceivedHandler handler) {
        socket.ifConfigurable("The received handler", () -> receivedHandler = handler);
        publishBy(null, "The received handler");
    }

    /** From now on they go to what is returned. */
    MessageSource toSource() {
        MessageSource source = new MessageSource();
        publishBy(source, "The publisher of what is received");
        return source;
    }

    /** Who had the messages until now learns that it gets none. */
    private void publishBy(@Nullable MessageSource source, String what) {
        AtomicReference<@Nullable MessageSource> before = new AtomicReference<>();
        socket.ifConfigurable(what, () -> {
            before.set(published);
            published = source;
        });
        MessageSource replaced = before.get();
        if (replaced != null) {
            replaced.end(new WebSocketException(
                    what + " was set after this publisher, and has the messages in its place; keep one of both",
                    WebErrorStatus.OPERATION_CANCELED,
                    Phase.TRANSFER));
        }
    }

    /** Makes ready, before anything is received. */
    void attach(Brake brake) {
        CreditLink credit = socket.wiring().credit();
        backlog = credit == null ? new Backlog(brake) : Backlog.behindCredit(brake, credit::largestWindow);
    }

    /** Delivers a message of so many bytes, which cost the peer so much of its credit; false to pause. */
    boolean deliver(ReceivedMessage message, long bytes, long cost) {
        boolean more = handOver(message, bytes, cost);
        closeIfOversized(message);
        return more;
    }

    private void closeIfOversized(ReceivedMessage message) {
        if (message instanceof OversizedMessage oversized) {
            socket.refuse(
                    CloseCode.MESSAGE_TOO_BIG, "the message is over the limit of " + oversized.limit() + " bytes");
            // The port has to see the peer's answer, however slow the handler is with the messages before.
            stopBacklog();
        }
    }

    private boolean handOver(ReceivedMessage message, long bytes, long cost) {
        Backlog waiting = backlog;
        boolean more;
        boolean kept = true;
        synchronized (taking) {
            if (waiting == null || !receiving) {
                return true;
            }
            more = waiting.add(bytes);
            MessageSource source = published;
            if (source == null) {
                socket.calls().callBack(() -> {
                    try {
                        handle(message);
                    } finally {
                        taken(waiting, bytes, cost);
                    }
                });
            } else {
                kept = source.add(message, () -> taken(waiting, bytes, cost));
            }
        }
        if (!kept) {
            taken(waiting, bytes, cost);
        }
        return more;
    }

    private void taken(Backlog waiting, long bytes, long cost) {
        waiting.remove(bytes);
        CreditLink credit = socket.wiring().credit();
        if (credit != null) {
            credit.taken(cost);
        }
    }

    private void handle(ReceivedMessage message) {
        // Also here, so that a handler that fails over the message does not make it a failure of this end.
        closeIfOversized(message);
        ReceivedHandler handler = receivedHandler;
        if (handler == null || !delivering) {
            return;
        }
        try {
            handler.onReceived(socket, message);
        } catch (Exception e) {
            socket.handlerFailed("The received handler", e);
        } catch (Error e) {
            socket.handlerFailed("The received handler", e);
            throw e;
        }
    }

    /** Nothing more is received; what was is still delivered. Null means a clean end. */
    void end(@Nullable IOException why) {
        synchronized (taking) {
            receiving = false;
        }
        stopBacklog();
        MessageSource source = published;
        if (source != null) {
            source.end(why);
        }
    }

    /** What was received and not yet delivered is given up. */
    void abandon(IOException why) {
        delivering = false;
        MessageSource source = published;
        if (source != null) {
            source.abandon(why);
        }
        end(why);
    }

    private void stopBacklog() {
        Backlog waiting = backlog;
        if (waiting != null) {
            waiting.stop();
        }
    }
}
