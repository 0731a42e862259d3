package org.sluice.client.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.SocketClosedException;

/**
 * Sends lines and shows messages until the input ends and its answers had their chance, or until the connection ends. Lines are
 * read on a thread of their own, because nothing can end a read of standard input when the server closes.
 */
final class Conversation {

    private final MessageWebSocket socket;
    private final Ending ending;
    private final Lines lines;
    private final MessageType type;
    private final Answers answers = new Answers();
    private final CompletableFuture<Void> input = new CompletableFuture<>();
    private final CompletableFuture<Void> output = new CompletableFuture<>();

    /** Prepares a socket that is not connected yet. */
    Conversation(MessageWebSocket socket, Lines lines, MessageType type) {
        this.socket = socket;
        this.lines = lines;
        this.type = type;
        ending = Ending.of(socket);
        CompletionStage<Void> unused = ending.event().thenAccept(event -> answers.end());
        socket.onReceived((from, message) -> received(message));
    }

    private void received(ReceivedMessage message) {
        try {
            lines.show(message.type() == MessageType.UTF8 ? message.text() : MessageText.binary(message.bytes()));
            answers.came();
        } catch (IOException e) {
            // Too large a message, or standard output was closed.
            output.completeExceptionally(e);
        }
    }

    /**
     * Talks on the connected socket.
     *
     * @param expected messages that must come, or null to take what comes
     * @param quiet how long to wait for a message after the end of input
     * @return how the connection ended
     * @throws IOException if the input or the connection fails, or fewer messages come than expected
     */
    ClosedEvent run(@Nullable Long expected, Duration quiet) throws IOException {
        Thread reader = new Thread(this::send, "sluice-input");
        reader.setDaemon(true);
        reader.start();
        ClosedEvent how;
        try {
            awaitAnyOf(input, output, ending.event());
            if (succeeded(input)) {
                answers.await(expected == null ? Long.MAX_VALUE : expected, quiet);
            }
            throwIfFailed(output);
            how = finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (expected != null && answers.count() < expected) {
            throw new IOException("received " + answers.count() + " messages instead of the " + expected + " expected");
        }
        return how;
    }

    private void send() {
        try {
            byte[] line;
            while ((line = lines.next()) != null) {
                if (type == MessageType.BINARY) {
                    socket.send(ByteBuffer.wrap(line));
                } else {
                    socket.send(text(line));
                }
            }
            input.complete(null);
        } catch (IOException e) {
            input.completeExceptionally(e);
        }
    }

    private static String text(byte[] line) throws IOException {
        try {
            return MessageText.decode(line);
        } catch (CharacterCodingException e) {
            throw new IOException("the input is not UTF-8; --binary sends any bytes", e);
        }
    }

    private ClosedEvent finish() throws IOException, InterruptedException {
        if (succeeded(input)) {
            return ending.close(socket);
        }
        try {
            throwIfFailed(input);
        } catch (SocketClosedException e) {
            // Why the server closed says more than that it did.
            throw new IOException(Ending.text(ending.goodOne()) + ", before all input was sent", e);
        }
        return ending.goodOne();
    }

    private static boolean succeeded(CompletableFuture<Void> future) {
        return future.isDone() && !future.isCompletedExceptionally();
    }

    private static void awaitAnyOf(CompletableFuture<?>... futures) throws InterruptedException {
        try {
            CompletableFuture.anyOf(futures).get();
        } catch (ExecutionException e) {
            // Which one failed is looked at afterwards.
        }
    }

    private static void throwIfFailed(CompletableFuture<Void> future) throws IOException, InterruptedException {
        if (!future.isCompletedExceptionally()) {
            return;
        }
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
