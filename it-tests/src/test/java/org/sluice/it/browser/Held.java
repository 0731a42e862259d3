package org.sluice.it.browser;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.CreditConfigurator;
import org.sluice.it.HeldEndpoint;

/** Reads nothing until the test says so; then answers a message with its length and checksum. */
@ServerEndpoint(
        value = "/held",
        subprotocols = CreditConfigurator.SUB_PROTOCOL,
        configurator = CreditConfigurator.class)
public class Held extends HeldEndpoint {

    static final Hold HOLD = new Hold();

    /** For the server. */
    public Held() {
        super(HOLD);
    }

    @Override
    protected void onStream(StreamWebSocket stream, Session session) throws Exception {
        awaitTest();
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
