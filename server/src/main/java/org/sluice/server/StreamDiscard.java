package org.sluice.server;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.CreditConfigurator;

/**
 * Swallows what comes. At each message's end it answers one binary message with UTF-8 JSON, {@code {"bytes":N,"crc32c":"hex"}}, eight
 * lower-case digits.
 */
@ServerEndpoint(
        value = "/stream/discard",
        subprotocols = CreditConfigurator.SUB_PROTOCOL,
        configurator = CreditConfigurator.class)
public class StreamDiscard extends LongStream {

    private static final int CHUNK = 64 * 1024;

    /** Called by the container. */
    public StreamDiscard() {}

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (Optional<InputStream> in = socket.nextMessage(); in.isPresent(); in = socket.nextMessage()) {
            String answer = swallow(in.get(), chunk);
            OutputStream out = socket.newMessage();
            out.write(answer.getBytes(StandardCharsets.UTF_8));
            out.close();
        }
    }

    private static String swallow(InputStream in, byte[] chunk) throws IOException {
        CRC32C checksum = new CRC32C();
        long bytes = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            checksum.update(chunk, 0, read);
            bytes += read;
        }
        return String.format(Locale.ROOT, "{\"bytes\":%d,\"crc32c\":\"%08x\"}", bytes, checksum.getValue());
    }
}
