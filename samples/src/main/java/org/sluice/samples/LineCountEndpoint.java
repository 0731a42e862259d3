package org.sluice.samples;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

/** A stream endpoint of one's own: counts the lines of each message, however large, and answers with their number. */
@ServerEndpoint("/line-count")
public class LineCountEndpoint extends StreamEndpoint {

    /** Called by the container. */
    public LineCountEndpoint() {}

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws IOException {
        for (Optional<InputStream> in = socket.nextMessage(); in.isPresent(); in = socket.nextMessage()) {
            String answer = count(in.get()) + " lines";
            OutputStream out = socket.newMessage();
            out.write(answer.getBytes(StandardCharsets.UTF_8));
            out.close();
        }
    }

    private static long count(InputStream text) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long lines = 0;
        for (int read; (read = text.read(buffer)) >= 0; ) {
            for (int i = 0; i < read; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }
}
