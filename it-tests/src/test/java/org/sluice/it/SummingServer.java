package org.sluice.it;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;
import org.sluice.server.launcher.EmbeddedServer;

/** A server in a program of its own, so that its memory can be bounded; prints its address, and ends with its standard input. */
final class SummingServer {

    private SummingServer() {}

    public static void main(String[] args) throws Exception {
        try (EmbeddedServer server = EmbeddedServer.builder()
                .endpoints(List.of(Summing.class, Generating.class, LiveHeap.class))
                .start()) {
            System.out.println(server.uri());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Answers each message with the number of its bytes and with their sum. */
    @ServerEndpoint("/sum")
    public static final class Summing extends StreamEndpoint {

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws IOException {
            for (Optional<InputStream> message = socket.nextMessage();
                    message.isPresent();
                    message = socket.nextMessage()) {
                byte[] answer = sum(message.get());
                try (OutputStream out = socket.newMessage()) {
                    out.write(answer);
                }
            }
        }

        private static byte[] sum(InputStream message) throws IOException {
            byte[] part = new byte[64 * 1024];
            long count = 0;
            long sum = 0;
            for (int read = message.read(part); read >= 0; read = message.read(part)) {
                count += read;
                for (int i = 0; i < read; i++) {
                    sum += part[i] & 0xff;
                }
            }
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(count)
                    .putLong(sum)
                    .array();
        }
    }

    /** Answers the number of a message with so many bytes of the {@link LongStream.Pattern}. */
    @ServerEndpoint("/generate")
    public static final class Generating extends StreamEndpoint {

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws IOException {
            long bytes =
                    ByteBuffer.wrap(socket.inputStream().readNBytes(Long.BYTES)).getLong();
            try (OutputStream out = socket.newMessage()) {
                for (long left = bytes; left > 0; left -= LongStream.Pattern.write(left, out)) {
                    // Written part by part.
                }
            }
        }
    }

    /** Answers each byte with what lives on the heap. */
    @ServerEndpoint("/heap")
    public static final class LiveHeap extends StreamEndpoint {

        @Override
        protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
            // Nothing comes while a tenth of the stream is on its way.
            socket.control().receiveTimeout(Duration.ofMinutes(10));
        }

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws IOException {
            while (socket.inputStream().read() >= 0) {
                byte[] answer = ByteBuffer.allocate(Long.BYTES)
                        .putLong(LongStream.live())
                        .array();
                socket.outputStream().write(answer);
                socket.outputStream().flush();
            }
        }
    }
}
