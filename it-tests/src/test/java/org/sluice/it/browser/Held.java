package org.sluice.it.browser;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32C;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.CreditConfigurator;
import org.sluice.core.StreamEndpoint;

/** Reads nothing until the test says so; then answers a message with its length and checksum. */
@ServerEndpoint(
        value = "/held",
        subprotocols = CreditConfigurator.SUB_PROTOCOL,
        configurator = CreditConfigurator.class)
public class Held extends StreamEndpoint {

    static volatile CompletableFuture<StreamWebSocket> socket = new CompletableFuture<>();
    static volatile CountDownLatch goOn = new CountDownLatch(1);

    static void anew() {
        socket = new CompletableFuture<>();
        goOn = new CountDownLatch(1);
    }

    @Override
    protected void onOpen(StreamWebSocket opened, Session session, EndpointConfig config) {
        socket.complete(opened);
    }

    @Override
    protected void onStream(StreamWebSocket stream, Session session) throws Exception {
        goOn.await();
        InputStream message = stream.nextMessage().orElseThrow();
        CRC32C checksum = new CRC32C();
        byte[] part = new byte[10_000];
        long length = 0;
        for (int read = message.read(part); read >= 0; read = message.read(part)) {
            checksum.update(part, 0, read);
            length += read;
        }
        OutputStream answer = stream.newMessage();
        answer.write((length + " " + checksum.getValue()).getBytes(StandardCharsets.UTF_8));
        answer.close();
        while (stream.nextMessage().isPresent()) {
            // The page closes when it has its answer.
        }
    }
}
