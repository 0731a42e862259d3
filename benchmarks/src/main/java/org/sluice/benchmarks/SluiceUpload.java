package org.sluice.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.sluice.api.StreamWebSocket;

/** Uploads on a {@link StreamWebSocket}. */
final class SluiceUpload implements Upload {

    private final StreamWebSocket socket = StreamWebSocket.create();

    SluiceUpload(URI endpoint) throws IOException {
        socket.connect(endpoint);
    }

    @Override
    public String upload(byte[] chunk, int times) throws IOException {
        try (OutputStream out = socket.newMessage()) {
            for (int i = 0; i < times; i++) {
                out.write(chunk);
            }
        }
        try (InputStream answer = socket.nextMessage().orElseThrow()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
