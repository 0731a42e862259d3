package org.sluice.server.launcher.sample;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A second endpoint for tests that choose between two. */
@ServerEndpoint("/other")
public class Other {

    @OnMessage
    public String answer(String text) {
        return "other " + text;
    }
}
