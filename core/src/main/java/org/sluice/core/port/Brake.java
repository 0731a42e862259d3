package org.sluice.core.port;

/** Held by the receiver of a connection that has asked its port to pause. */
@FunctionalInterface
public interface Brake {

    /**
     * Lets the port deliver again. Called once for each call of {@link Inbound} that returned false, from any thread; it may come
     * before that call has returned.
     */
    void release();
}
