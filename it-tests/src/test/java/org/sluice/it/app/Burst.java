package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.SocketClosedException;
import org.sluice.core.MessageEndpoint;

/**
 * Sends from many threads on one socket. {@code THREADS COUNT SIZE} makes each thread send as many messages {@code thread:index:xxx};
 * {@code close} closes with 4003 meanwhile. How each thread ended goes to the journal.
 */
@ServerEndpoint("/burst/{key}")
public class Burst extends MessageEndpoint {

    private String key = "";

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        key = session.getPathParameters().get("key");
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        if (message.text().equals("close")) {
            socket.close(4003, "while others send");
            return;
        }
        String[] numbers = message.text().split(" ", 3);
        for (int thread = 0; thread < Integer.parseInt(numbers[0]); thread++) {
            int number = thread;
            new Thread(
                            () -> send(
                                    socket,
                                    number,
                                    Integer.parseInt(numbers[1]),
                                    "x".repeat(Integer.parseInt(numbers[2]))),
                            "burst-" + number)
                    .start();
        }
    }

    private void send(MessageWebSocket socket, int thread, int count, String filling) {
        try {
            for (int index = 0; index < count; index++) {
                socket.send(thread + ":" + index + ":" + filling);
            }
            Journal.add(key, "sent all");
        } catch (SocketClosedException e) {
            Journal.add(key, "ended by the close " + e.closeCode());
        } catch (IOException | RuntimeException e) {
            Journal.add(key, "failed " + e);
        }
    }

    @Override
    protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
        Journal.add(key, Endings.line(event));
    }
}
