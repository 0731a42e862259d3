package org.sluice.server;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/**
 * Whole messages decoded by JSON Binding in the standard's own way. An endpoint has one handler for text, so this one stands beside
 * {@link PlainMessage}.
 */
@ServerEndpoint(value = "/plain/json", decoders = Greeting.FromJson.class, encoders = Greeting.ToJson.class)
public class PlainJson {

    /** What this endpoint takes; containers' own defaults reach from 8 KiB to no limit. */
    private static final int LARGEST = 1024 * 1024;

    /** Called by the container. */
    public PlainJson() {}

    /**
     * Takes a value.
     *
     * @param greeting the decoded message
     * @return the answer, to be encoded
     */
    @OnMessage(maxMessageSize = LARGEST)
    public Greeting greet(Greeting greeting) {
        return new Greeting(greeting.name, "Hello " + greeting.name);
    }
}
