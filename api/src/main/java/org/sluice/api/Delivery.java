package org.sluice.api;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What became of a {@link Broadcast} for one socket.
 *
 * @param socket who was to get the message
 * @param sent completes once, when the connection has taken the message or with the failure, as that of {@link
 *     MessageWebSocket#sendAsync(Message)}
 */
public record Delivery(MessageWebSocket socket, CompletableFuture<Void> sent) {

    /**
     * Makes the result for one socket.
     *
     * @param socket who was to get the message
     * @param sent what is known of it
     */
    public Delivery {
        Objects.requireNonNull(socket, "socket");
        Objects.requireNonNull(sent, "sent");
    }

    /**
     * Why the socket did not send the message: a {@link MessageDroppedException} where its queue was full, whose policy is {@link
     * WhenFull#DROP_NEWEST} for a socket that waits otherwise; another {@link WebSocketException} where the connection had ended, failed, or
     * did not take the message in time; or an {@link IllegalStateException} where the socket never was connected. {@link
     * WebErrorStatus#of(Throwable)} reads the status of the first two.
     *
     * @return empty if it was sent, and as long as it is under way
     */
    public Optional<Throwable> failure() {
        return sent.isCompletedExceptionally()
                ? sent.handle((none, failure) -> Optional.of(failure)).join()
                : Optional.empty();
    }
}
