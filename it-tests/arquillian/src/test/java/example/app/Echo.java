package example.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.concurrent.atomic.AtomicInteger;

/** An annotated endpoint as anybody might have; uses nothing of ours. */
@ServerEndpoint("/echo/{name}")
public class Echo {

    /** How many messages came; tests look at it from inside the application. */
    public static final AtomicInteger MESSAGES = new AtomicInteger();

    @OnMessage
    public String echo(String message, @PathParam("name") String name) {
        MESSAGES.incrementAndGet();
        return name + ": " + message;
    }
}
