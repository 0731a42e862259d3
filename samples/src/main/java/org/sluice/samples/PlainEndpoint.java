package org.sluice.samples;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** An endpoint without our classes, as the Jakarta standard has it: turns each text around. */
@ServerEndpoint("/reverse")
public class PlainEndpoint {

    /** Called by the container. */
    public PlainEndpoint() {}

    /**
     * Takes a message.
     *
     * @param text what was received
     * @return what is sent back
     */
    @OnMessage
    public String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
