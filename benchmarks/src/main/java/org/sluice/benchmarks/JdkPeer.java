package org.sluice.benchmarks;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The JDK's client. */
final class JdkPeer implements Echo, Upload {

    private final Answers answers = new Answers();
    private final WebSocket socket;

    JdkPeer(URI endpoint) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(endpoint, new Receiver(answers))
                .join();
    }

    @Override
    public ByteBuffer roundTrip(ByteBuffer message) throws Exception {
        socket.sendBinary(message, true).get();
        return answers.next();
    }

    @Override
    public String upload(byte[] chunk, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            socket.sendBinary(ByteBuffer.wrap(chunk), i == times - 1).get();
        }
        return StandardCharsets.UTF_8.decode(answers.next()).toString();
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private static final class Receiver implements WebSocket.Listener {

        private final Answers answers;
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

        Receiver(Answers answers) {
            this.answers = answers;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            parts.writeBytes(bytes);
            if (last) {
                answers.add(ByteBuffer.wrap(parts.toByteArray()));
                parts.reset();
            }
            from.request(1);
            return null;
        }
    }
}
