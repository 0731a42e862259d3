package org.sluice.core.socket;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.SocketClosedException;

/**
 * Where a socket is in its life, and who moves it on: each step is decided once, for whoever comes first. What is done about it is left to
 * {@link Connecting} and {@link Closing}. Safe for all threads.
 *
 * <p>Lock: {@code this}. What is run while it is held sets fields of the socket, and calls nothing foreign.
 */
final class Life {

    private SocketState state = SocketState.CREATED;
    private boolean configurable = true;
    private boolean silent;
    private @Nullable CompletableFuture<Void> attempt;
    /** Why nothing can be sent any more; what the engine reports of the end may not say. */
    private @Nullable IOException sendFailure;
    /** What senders are told once this end has begun to close an unbroken connection, whatever becomes of that meanwhile. */
    private @Nullable SocketClosedException closeOfThisEnd;

    /**
     * What a close by this end has to do.
     *
     * @param sends whether a close frame goes out
     * @param attempt a connect to cancel, or null
     */
    record CloseStep(boolean sends, @Nullable CompletableFuture<Void> attempt) {}

    /**
     * How it ended.
     *
     * @param event for the application
     * @param raised whether the application hears of it
     * @param toSenders what those who send are told from now on
     * @param toReaders what those who read are told, null after a clean end
     */
    record End(
            ClosedEvent event,
            boolean raised,
            SocketClosedException toSenders,
            @Nullable SocketClosedException toReaders) {}

    /** Begins the one connect. */
    synchronized void connect() {
        if (state != SocketState.CREATED) {
            throw used();
        }
        state = SocketState.CONNECTING;
        configurable = false;
    }

    static IllegalStateException used() {
        return new IllegalStateException(
                "The socket is connected or was closed already; make a new one for each connection.");
    }

    /** Keeps the attempt, to be cancelled by a close; false if that came already. */
    synchronized boolean tries(CompletableFuture<Void> trying) {
        attempt = trying;
        return state != SocketState.CLOSED;
    }

    /** The connect failed or was cancelled, so that nobody hears of the end; true if it opened all the same. */
    synchronized boolean giveUp() {
        boolean opened = state.wasOpened();
        silent = true;
        if (state == SocketState.CONNECTING) {
            state = SocketState.CLOSED;
        }
        return opened;
    }

    /** Opens, with what is to be there from then on; false if the socket was closed or given up before. */
    synchronized boolean open(Runnable attach) {
        if (!state.mayOpen()) {
            return false;
        }
        attach.run();
        state = SocketState.OPEN;
        return true;
    }

    /** Ends the time in which options and handlers can be set. */
    synchronized void configured() {
        configurable = false;
    }

    /** Runs a change unless it comes too late. */
    synchronized void ifConfigurable(String what, Runnable change) {
        if (!configurable) {
            throw new IllegalStateException(what + " can be set only before the socket connects");
        }
        change.run();
    }

    /** Whether neither end has begun to close, and nothing was lost yet. */
    synchronized boolean isOpen() {
        return state == SocketState.OPEN;
    }

    /** Whether something can be sent, too. */
    synchronized boolean canSend() {
        return state == SocketState.OPEN && sendFailure == null;
    }

    /** Nothing can be sent any more. The first failure counts. */
    synchronized void sendFailed(IOException cause) {
        if (sendFailure == null) {
            sendFailure = cause;
        }
    }

    /** This end closes; the first time counts. */
    synchronized CloseStep close(SocketClosedException why) {
        if (state == SocketState.OPEN) {
            state = SocketState.CLOSING;
            closeOfThisEnd = sendFailure == null ? why : null;
            return new CloseStep(true, null);
        }
        if (!state.mayOpen()) {
            return new CloseStep(false, null);
        }
        state = SocketState.CLOSED;
        return new CloseStep(false, attempt);
    }

    /** Decides the end; null if the socket never opened, or has ended already. */
    synchronized @Nullable End end(int code, String reason, @Nullable Throwable cause) {
        if (!state.wasOpened()) {
            return null;
        }
        boolean lost = code == CloseCode.ABNORMAL;
        ClosedBy by = lost ? ClosedBy.NONE : ClosedBy.REMOTE;
        ClosedEvent event = new ClosedEvent(code, reason, state == SocketState.CLOSING ? ClosedBy.LOCAL : by, !lost);
        state = SocketState.CLOSED;
        Throwable because = lost && cause == null ? sendFailure : cause;
        SocketClosedException why = new SocketClosedException("send", code, reason, because);
        return new End(event, !silent, closeOfThisEnd == null ? why : closeOfThisEnd, lost ? why : null);
    }
}
