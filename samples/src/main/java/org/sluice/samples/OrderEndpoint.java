package org.sluice.samples;

import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

/** Objects as JSON, on the server: fills in the price of each order. */
@ServerEndpoint("/order")
public class OrderEndpoint extends MessageEndpoint {

    private static final double EACH = 2.5;

    /** Called by the container. */
    public OrderEndpoint() {}

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws IOException {
        Order order = message.json(Order.class);
        order.price = order.count * EACH;
        socket.sendJson(order);
    }
}
