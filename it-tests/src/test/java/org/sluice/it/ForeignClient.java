package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's client, which knows nothing of Sluice. Collects whole messages as ISO 8859-1 strings, so that bytes compare too. */
final class ForeignClient implements WebSocket.Listener {

    private static final int SECONDS = 20;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder open = new StringBuilder();

    static WebSocket connect(URI uri, ForeignClient listener) throws Exception {
        return CLIENT.newWebSocketBuilder().buildAsync(uri, listener).get(SECONDS, TimeUnit.SECONDS);
    }

    String next() throws InterruptedException {
        String message = messages.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(message).as("a message within %s s", SECONDS).isNotNull();
        return message;
    }

    int closeCode() throws Exception {
        return closed.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        return add(socket, data.toString(), last);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        return add(socket, StandardCharsets.ISO_8859_1.decode(data).toString(), last);
    }

    private @Nullable CompletionStage<?> add(WebSocket socket, String part, boolean last) {
        open.append(part);
        if (last) {
            messages.add(open.toString());
            open.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return null;
    }
}
