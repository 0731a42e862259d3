package org.sluice.server;

import java.util.List;

/** The endpoints of the WAR, for those who serve them without a container. */
public final class ServerEndpoints {

    private ServerEndpoints() {}

    /**
     * All of them.
     *
     * @return classes with {@link jakarta.websocket.server.ServerEndpoint}
     */
    public static List<Class<?>> all() {
        return List.of(
                MessageEcho.class,
                StreamEcho.class,
                StreamDiscard.class,
                StreamGenerate.class,
                PlainMessage.class,
                PlainJson.class,
                PlainStream.class);
    }
}
