package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.WebSocket;

/** Records what a client socket receives, and how often it closed. */
final class Inbox {

    private static final int SECONDS = 20;

    private final BlockingQueue<ReceivedMessage> messages;
    private final CompletableFuture<ClosedEvent> closed = new CompletableFuture<>();
    private final AtomicInteger closings = new AtomicInteger();

    private Inbox(int most) {
        messages = new LinkedBlockingQueue<>(most);
    }

    static Inbox of(MessageWebSocket socket) {
        return holding(Integer.MAX_VALUE, socket);
    }

    /** Keeps the handler while it holds so many. */
    static Inbox holding(int most, MessageWebSocket socket) {
        Inbox inbox = ofClosing(socket, most);
        socket.onReceived((from, message) -> inbox.messages.put(message));
        return inbox;
    }

    static Inbox ofClosing(WebSocket socket) {
        return ofClosing(socket, Integer.MAX_VALUE);
    }

    private static Inbox ofClosing(WebSocket socket, int most) {
        Inbox inbox = new Inbox(most);
        socket.onClosed((from, event) -> {
            inbox.closings.incrementAndGet();
            inbox.closed.complete(event);
        });
        return inbox;
    }

    ReceivedMessage next() throws InterruptedException {
        ReceivedMessage message = messages.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(message).as("a message within %s s", SECONDS).isNotNull();
        return message;
    }

    ClosedEvent closed() throws Exception {
        ClosedEvent event = closed.get(SECONDS, TimeUnit.SECONDS);
        assertThat(closings).as("closed events").hasValue(1);
        return event;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }
}
