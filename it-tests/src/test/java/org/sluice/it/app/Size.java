package org.sluice.it.app;

import jakarta.websocket.server.ServerEndpoint;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

/** Answers each message with its length in bytes; sets no option, so that the application's settings hold. */
@ServerEndpoint("/size")
public class Size extends MessageEndpoint {

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        socket.send(Integer.toString(message.bytes().remaining()));
    }
}
