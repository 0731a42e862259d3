package org.sluice.samples;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sluice.api.MessageWebSocket;

/** Objects as JSON, on the client: sends an order and prints its price. Arguments: URL, item, count. */
public final class OrderClient {

    private OrderClient() {}

    /**
     * Runs the sample.
     *
     * @param args URL, item, count
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        Order answer = order(URI.create(args[0]), new Order(args[1], Integer.parseInt(args[2])));
        System.out.println(answer.count + " " + answer.item + ": " + answer.price);
    }

    static Order order(URI url, Order order) throws Exception {
        CompletableFuture<Order> answer = new CompletableFuture<>();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.onReceived((from, message) -> answer.complete(message.json(Order.class)));
            socket.onClosed((from, event) -> answer.completeExceptionally(new IOException("no answer: " + event)));
            socket.connect(url);
            socket.sendJson(order);
            return answer.get(30, TimeUnit.SECONDS);
        }
    }
}
