package own;

import jakarta.websocket.server.ServerEndpoint;
import java.util.Locale;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

@ServerEndpoint("/shout")
public class Shout extends MessageEndpoint {
    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        socket.send(message.text().toUpperCase(Locale.ROOT));
    }
}
