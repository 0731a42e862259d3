package org.sluice.core.port;

/** Held by the receiver of a connection that has asked its port to pause. */
public interface Brake {

    /**
     * Lets the port deliver again. Called once for each call of {@link Inbound} that returned false, from any thread; it may come
     * before that call has returned.
     */
    void release();

    /**
     * Tells a port that pauses that something was taken, though not enough to go on; from any thread, and with no effect on a port that
     * does not pause.
     */
    void progress();
}
