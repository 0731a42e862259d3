package org.sluice.samples;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sluice.api.MessageWebSocket;

/** Sends a text message and prints the answer. Arguments: URL, text. */
public final class MessageClient {

    private MessageClient() {}

    /**
     * Runs the sample.
     *
     * @param args URL, text
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        System.out.println(ask(URI.create(args[0]), args[1]));
    }

    static String ask(URI url, String text) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.onReceived((from, message) -> answer.complete(message.text()));
            socket.onClosed((from, event) -> answer.completeExceptionally(new IOException("no answer: " + event)));
            socket.connect(url);
            socket.send(text);
            return answer.get(30, TimeUnit.SECONDS);
        }
    }
}
