package org.sluice.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /**
     * The page of the WAR, which talks to them from a browser.
     *
     * @return an HTML document
     * @throws IllegalStateException if it is missing, as in a jar that was cut down
     */
    public static String page() {
        try (InputStream page = ServerEndpoints.class.getResourceAsStream("index.html")) {
            if (page == null) {
                throw new IllegalStateException("index.html is missing beside " + ServerEndpoints.class);
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
