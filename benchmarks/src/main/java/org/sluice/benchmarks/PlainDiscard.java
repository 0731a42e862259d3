package org.sluice.benchmarks;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** {@code /stream/discard} in the standard's own way: the peer of ours on the server's side. */
@ServerEndpoint("/plain/discard")
public class PlainDiscard {

    private final CRC32C checksum = new CRC32C();
    private long bytes;

    /** Called by the container, once for each connection. */
    public PlainDiscard() {}

    /**
     * Takes a part of a message.
     *
     * @param part some bytes
     * @param last whether the message ends with them
     * @return the answer at the message's end, otherwise null for none
     */
    @OnMessage
    public @Nullable ByteBuffer part(ByteBuffer part, boolean last) {
        bytes += part.remaining();
        checksum.update(part);
        if (!last) {
            return null;
        }
        String answer = String.format(Locale.ROOT, "{\"bytes\":%d,\"crc32c\":\"%08x\"}", bytes, checksum.getValue());
        bytes = 0;
        checksum.reset();
        return ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
    }
}
