package org.sluice.it;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.WebSocketException;

/** A client in a program of its own, since the JDK reads its trust once; prints what came of the connect. */
final class SecureProbe {

    private SecureProbe() {}

    public static void main(String[] args) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.onReceived((from, message) -> received.add(message.text()));
            socket.connect(URI.create(args[0]));
            socket.send("as secure");
            System.out.println("received " + received.poll(20, TimeUnit.SECONDS));
        } catch (WebSocketException e) {
            System.out.println("failed " + e.phase() + " " + e.status() + " " + e.getMessage());
        }
    }
}
