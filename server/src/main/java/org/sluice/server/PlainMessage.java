package org.sluice.server;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/**
 * Whole messages in the standard's own way, without our classes: text and bytes back to their sender. The container decides about
 * limits, concurrency and threads.
 */
@ServerEndpoint("/plain/message")
public class PlainMessage {

    /** What this endpoint takes; containers' own defaults reach from 8 KiB to no limit. */
    private static final int LARGEST = 1024 * 1024;

    /** Called by the container. */
    public PlainMessage() {}

    /**
     * Takes a text.
     *
     * @param text the whole message
     * @return the answer
     */
    @OnMessage(maxMessageSize = LARGEST)
    public String text(String text) {
        return text;
    }

    /**
     * Takes bytes.
     *
     * @param data the whole message
     * @return the answer
     */
    @OnMessage(maxMessageSize = LARGEST)
    public ByteBuffer binary(ByteBuffer data) {
        return data;
    }
}
