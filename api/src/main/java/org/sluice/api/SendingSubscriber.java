package org.sluice.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Sends what a {@link Flow.Publisher} publishes, and tells how that went. It asks for a few items ahead, and for each further one when
 * one was sent, so that a peer that does not read stops the publisher. What it waits for does not hold the publisher's thread. An item must
 * not change once it is published.
 *
 * @param <T> what is sent
 */
public interface SendingSubscriber<T> extends Flow.Subscriber<T> {

    /**
     * How the sending went. When it fails, the subscription is cancelled.
     *
     * @return a new future, which completes when the publisher has completed and the connection has taken all; exceptionally with the
     *     publisher's failure, with the failure to send, or with a {@link SocketClosedException} when the connection ends before
     */
    CompletableFuture<Void> sent();
}
