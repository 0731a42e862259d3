package org.sluice.samples.scenario;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceiveMode;

/**
 * Partial and complete messages: sends one message frame by frame to an echo, and shows in how many parts the answer is handed over.
 * Arguments: URL, bytes.
 */
public final class PartialMessages {

    private static final int FRAME = 1000;

    private PartialMessages() {}

    /**
     * Runs the sample.
     *
     * @param args URL, bytes
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        for (ReceiveMode mode : ReceiveMode.values()) {
            System.out.println(mode + ": " + exchange(URI.create(args[0]), Integer.parseInt(args[1]), mode));
        }
    }

    /**
     * What one received event brought.
     *
     * @param bytes its content
     * @param complete whether the message ended with it
     */
    record Part(int bytes, boolean complete) {}

    // begin partial
    static List<Part> exchange(URI server, int bytes, ReceiveMode mode) throws Exception {
        List<Part> parts = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<List<Part>> answer = new CompletableFuture<>();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().receiveMode(mode);
            socket.onReceived((from, message) -> {
                parts.add(new Part(message.bytes().remaining(), message.complete()));
                if (message.complete()) {
                    answer.complete(List.copyOf(parts));
                }
            });
            socket.connect(server);
            for (int sent = 0; sent < bytes; sent += FRAME) {
                int size = Math.min(FRAME, bytes - sent);
                socket.sendFrame(ByteBuffer.allocate(size), sent + size == bytes);
            }
            return answer.get(30, TimeUnit.SECONDS);
        }
    }
    // end partial
}
