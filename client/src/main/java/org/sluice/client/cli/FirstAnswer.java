package org.sluice.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sluice.api.StreamWebSocket;

/**
 * Reads what a server sends while a file goes to it, on a thread of its own: a server that sends back all it gets would otherwise
 * wait for us as we wait for it. Keeps the first message if it is small, and drops everything else.
 */
final class FirstAnswer {

    private static final int LARGEST = 64 * 1024;
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final StreamWebSocket socket;
    private final CompletableFuture<Optional<String>> first = new CompletableFuture<>();

    private FirstAnswer(StreamWebSocket socket) {
        this.socket = socket;
    }

    /** Prepares a socket that is not connected yet: a server may say nothing for as long as the file takes. */
    static FirstAnswer of(StreamWebSocket socket) {
        socket.control().receiveTimeout(NO_LIMIT);
        return new FirstAnswer(socket);
    }

    /** Begins to read a connected socket. */
    void start() {
        Thread reader = new Thread(this::read, "sluice-answer");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            Optional<InputStream> message = socket.nextMessage();
            while (message.isPresent()) {
                first.complete(Optional.of(small(message.get())));
                message = socket.nextMessage();
            }
        } catch (IOException e) {
            // How a connection ended is not for the reader to say.
        } finally {
            first.complete(Optional.empty());
        }
    }

    private static String small(InputStream message) throws IOException {
        byte[] content = message.readNBytes(LARGEST);
        long more = message.transferTo(OutputStream.nullOutputStream());
        return more == 0
                ? MessageText.of(content)
                : MessageText.binary(ByteBuffer.wrap(content), content.length + more);
    }

    /** The answer, or empty if none comes in time or the connection ends. */
    Optional<String> await(Duration wait) throws IOException {
        try {
            return first.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server's answer");
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading an answer never fails", e);
        }
    }
}
