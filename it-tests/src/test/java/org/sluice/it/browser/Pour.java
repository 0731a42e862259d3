package org.sluice.it.browser;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.OutputStream;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.CreditConfigurator;
import org.sluice.it.HeldEndpoint;
import org.sluice.server.PseudoRandomBytes;

/** Sends a message as fast as the page takes it. */
@ServerEndpoint(
        value = "/pour",
        subprotocols = CreditConfigurator.SUB_PROTOCOL,
        configurator = CreditConfigurator.class)
public class Pour extends HeldEndpoint {

    static final Hold HOLD = new Hold();

    /** For the server. */
    public Pour() {
        super(HOLD);
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
