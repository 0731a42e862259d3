package org.sluice.samples.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;

/** Sends messages without waiting for the answers, which must be the same messages in the same order. */
final class Echo {

    private static final int COUNT = 1000;
    private static final int SECONDS = 60;

    private final Samples samples;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    /** Touched by the received handler alone, which is called by one thread at a time. */
    private int received;

    private Echo(Samples samples) {
        this.samples = samples;
    }

    static Echo of(Samples samples) {
        return new Echo(samples);
    }

    Outcome run(URI endpoint) throws IOException {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.onReceived((from, message) -> compare(message));
            socket.onClosed(
                    (closed, event) -> done.completeExceptionally(new IOException("closed too early: " + event)));
            socket.connect(endpoint);
            long began = System.nanoTime();
            for (int number = 0; number < COUNT; number++) {
                samples.send(socket, number);
            }
            awaitAll();
            return Outcome.ofMessages(COUNT, System.nanoTime() - began);
        }
    }

    private void compare(ReceivedMessage message) throws IOException {
        if (!samples.isSame(message, received)) {
            done.completeExceptionally(new IOException("message " + received + " came back changed"));
        }
        received++;
        if (received == COUNT) {
            done.complete(null);
        }
    }

    private void awaitAll() throws IOException {
        try {
            done.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("not all messages came back within " + SECONDS + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
