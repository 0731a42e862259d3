package org.sluice.it.browser;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.CreditConfigurator;
import org.sluice.core.StreamEndpoint;
import org.sluice.server.PseudoRandomBytes;

/** Sends a message as fast as the page takes it. */
@ServerEndpoint(
        value = "/pour",
        subprotocols = CreditConfigurator.SUB_PROTOCOL,
        configurator = CreditConfigurator.class)
public class Pour extends StreamEndpoint {

    static volatile CompletableFuture<StreamWebSocket> socket = new CompletableFuture<>();

    static void anew() {
        socket = new CompletableFuture<>();
    }

    @Override
    protected void onOpen(StreamWebSocket opened, Session session, EndpointConfig config) {
        socket.complete(opened);
    }

    @Override
    protected void onStream(StreamWebSocket stream, Session session) throws Exception {
        OutputStream out = stream.newMessage();
        new PseudoRandomBytes(BrowserContract.LENGTH).transferTo(out);
        out.close();
        while (stream.nextMessage().isPresent()) {
            // The page closes when it has all.
        }
    }
}
