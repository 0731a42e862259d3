package org.sluice.it.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Tells what became of a {@link Transfer} at this end, and of its memory. A message is one word, and the key of the transfer; so is the
 * answer. An ordinary endpoint, so that it works where ours do not.
 */
@ServerEndpoint("/transfers")
public class Transfers {

    @OnMessage
    public String answer(String question) {
        String[] words = question.split(" ", 2);
        Transfer transfer = Transfer.of(words[1]);
        return switch (words[0]) {
            case "memory" -> Memory.now().line();
            case "sum" -> transfer.sum();
            case "bytes" -> Long.toString(transfer.bytes());
            case "received" -> Long.toString(transfer.socket().information().bytesReceived());
            case "ping" -> {
                CompletableFuture<Duration> unused = transfer.socket().ping();
                yield "sent";
            }
            case "answered" ->
                Boolean.toString(transfer.socket().information().roundTripTime().isPresent());
            case "release" -> {
                transfer.release();
                yield "released";
            }
            default -> throw new IllegalArgumentException(question);
        };
    }
}
