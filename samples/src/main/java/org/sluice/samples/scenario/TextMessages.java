package org.sluice.samples.scenario;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.DataWriter;

/** UTF-8 text: a DataWriter stores a text as one message, a DataReader reads the answer. Arguments: URL, text. */
public final class TextMessages {

    private TextMessages() {}

    /**
     * Runs the sample.
     *
     * @param args URL, text
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        try {
            System.out.println(exchange(URI.create(args[0]), args[1]));
        } catch (IOException e) {
            System.out.println(explain(e));
        }
    }

    // begin text
    static String exchange(URI server, String text) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().messageType(MessageType.UTF8);
            socket.onReceived((from, message) -> {
                DataReader reader = message.reader();
                answer.complete(reader.readString());
            });
            socket.onClosed((from, event) -> answer.completeExceptionally(new IOException("closed: " + event)));
            socket.connect(server);
            DataWriter writer = new DataWriter(socket.outputStream());
            writer.writeString(text);
            writer.store();
            writer.detachStream();
            return answer.get(30, TimeUnit.SECONDS);
        }
    }
    // end text

    // begin errors
    static String explain(IOException failure) {
        return switch (WebErrorStatus.of(failure)) {
            case HOST_NAME_NOT_RESOLVED, CANNOT_CONNECT, NOT_FOUND, REQUEST_TIMEOUT ->
                "cannot connect to the server; confirm the URI: " + failure.getMessage();
            case UNKNOWN -> throw new IllegalStateException(failure);
            default -> "error: " + failure.getMessage();
        };
    }
    // end errors
}
