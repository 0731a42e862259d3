package org.sluice.grizzly.wire;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of one connection: what it came from, and who is told of it, each once. First comes the loss of the line, at any time; then, behind
 * what was received before, the end of the WebSocket. Safe for all threads.
 *
 * <p>Lock: {@code this} guards who was told; nothing else is called while it is held.
 */
final class Ending {

    private final Closing closing;
    private final Receiving receiving;

    private volatile @Nullable Throwable cause;
    private volatile @Nullable IOException gone;
    private volatile Consumer<IOException> whenGone = why -> {};
    private volatile Runnable whenEnded = () -> {};
    /** Written under the lock. */
    private volatile boolean told;

    private boolean delivered;

    Ending(Closing closing, Receiving receiving) {
        this.closing = closing;
        this.receiving = receiving;
    }

    /** Comes from this, whatever was thought before. */
    void comesFrom(Throwable why) {
        cause = why;
    }

    /** Comes from this, unless there was something before; null for nothing in particular. */
    void mayComeFrom(@Nullable Throwable why) {
        if (cause == null) {
            cause = why;
        }
    }

    /** What fails with the line. */
    IOException lossOfLine() {
        return new IOException("The connection is closed", cause);
    }

    /** The line is gone, and takes nothing more. */
    void lineGone(IOException why) {
        gone = why;
        whenGone.accept(why);
    }

    boolean isLineGone() {
        return gone != null;
    }

    /** What is run when the line is gone; at once if it is, and twice if that is so meanwhile. It must neither block nor throw. */
    void whenLineGone(Consumer<IOException> action) {
        whenGone = action;
        IOException why = gone;
        if (why != null) {
            action.accept(why);
        }
    }

    /** What is run at the end, after the receiver was told. It must neither block nor throw. */
    void whenTold(Runnable action) {
        whenEnded = action;
    }

    /** Whether the end has come. */
    boolean isTold() {
        return told;
    }

    /** The end has come. */
    void tell() {
        synchronized (this) {
            if (told) {
                return;
            }
            told = true;
        }
        deliver();
        whenEnded.run();
    }

    /** Tells the receiver; the end may come while the open handler still runs, and so before there is one. */
    void deliver() {
        Receiver to = receiving.receiver();
        if (to == null || !told) {
            return;
        }
        synchronized (this) {
            if (delivered) {
                return;
            }
            delivered = true;
        }
        to.closed(closing.end(), cause);
    }
}
