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
        return resource("index.html");
    }

    /**
     * The module with which a page has streams with flow control, see docs/flow-control.md, section 6. The WAR and
     * {@code serve} have it at {@code /sluice.js}, where {@link #page()} loads it.
     *
     * @return an ECMAScript module without dependencies
     * @throws IllegalStateException if it is missing, as in a jar that was cut down
     */
    public static String module() {
        return resource("sluice.js");
    }

    private static String resource(String name) {
        try (InputStream resource = ServerEndpoints.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is missing beside " + ServerEndpoints.class);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
