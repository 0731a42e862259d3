package own;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

@ServerEndpoint("/count")
public class Count extends StreamEndpoint {
    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws Exception {
        for (Optional<InputStream> in = socket.nextMessage(); in.isPresent(); in = socket.nextMessage()) {
            long bytes = in.get().transferTo(OutputStream.nullOutputStream());
            socket.outputStream().write(Long.toString(bytes).getBytes(StandardCharsets.UTF_8));
            socket.outputStream().flush();
        }
    }
}
