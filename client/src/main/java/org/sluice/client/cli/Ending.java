package org.sluice.client.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.sluice.api.CloseCode;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketException;

/** Knows how a connection ended. */
final class Ending {

    private final CompletableFuture<ClosedEvent> event = new CompletableFuture<>();

    /** Watches a socket that is not connected yet. */
    static Ending of(WebSocket socket) {
        Ending ending = new Ending();
        socket.onClosed((closed, event) -> ending.event.complete(event));
        return ending;
    }

    CompletableFuture<ClosedEvent> event() {
        return event;
    }

    /** Closes with 1000 and makes sure that the other end confirmed it, because only then it has everything that was sent. */
    ClosedEvent close(WebSocket socket) throws IOException {
        socket.close(CloseCode.NORMAL, "");
        return goodOne();
    }

    /** Waits for the end of a socket that closes or is closed, which must be a good one. */
    ClosedEvent goodOne() throws IOException {
        ClosedEvent how = await();
        if (!isGood(how)) {
            throw new WebSocketException(
                    text(how),
                    how.clean() ? WebErrorStatus.DISCONNECTED : WebErrorStatus.CONNECTION_ABORTED,
                    Phase.CLOSE);
        }
        return how;
    }

    private ClosedEvent await() throws IOException {
        try {
            return event.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the connection closed");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a connection never fails", e);
        }
    }

    /** Whether neither end had a complaint. */
    static boolean isGood(ClosedEvent how) {
        return how.clean() && (how.code() == CloseCode.NORMAL || how.code() == CloseCode.NO_STATUS);
    }

    /** For people, such as {@code closed by the server: 1001, the server stops}. */
    static String text(ClosedEvent how) {
        String reason = how.reason().isEmpty() ? "" : ", " + how.reason();
        if (!how.clean()) {
            return "the connection was lost before both ends had closed it: " + how.code() + reason;
        }
        String who = how.closedBy() == ClosedBy.LOCAL ? "closed by this end: " : "closed by the server: ";
        return how.code() == CloseCode.NO_STATUS ? who + "no code given" : who + how.code() + reason;
    }
}
