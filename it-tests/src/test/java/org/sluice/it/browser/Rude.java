package org.sluice.it.browser;

import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.sluice.core.CreditConfigurator;

/**
 * Agrees on the sub-protocol and does not keep to it: sends a text that is no grant, with {@code ?first=N} a first grant that is no window,
 * or, with {@code ?more}, more than it was granted.
 */
@ServerEndpoint(value = "/rude", subprotocols = CreditConfigurator.SUB_PROTOCOL)
public class Rude {

    @OnOpen
    public void opened(Session session) throws IOException {
        List<String> first = session.getRequestParameterMap().get("first");
        if (first != null) {
            session.getBasicRemote().sendText("credit=" + first.get(0));
        } else if (session.getRequestParameterMap().containsKey("more")) {
            for (int sent = 0; sent <= BrowserContract.WINDOW; sent += BrowserContract.CHUNK) {
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(BrowserContract.CHUNK));
            }
        } else {
            session.getBasicRemote().sendText("hello");
        }
    }
}
