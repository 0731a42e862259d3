package org.sluice.server.launcher;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that asks and gets an answer. */
final class Asking implements WebSocket.Listener {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();

    static String ask(URI uri, String question) throws InterruptedException {
        Asking asking = new Asking();
        WebSocket socket = asking.connect(uri);
        try {
            socket.sendText(question, true).join();
            return asking.texts.poll(10, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    /** The status that a page of an origin gets for its handshake. */
    static int handshake(URI uri, String origin) {
        try {
            HTTP.newWebSocketBuilder()
                    .header("Origin", origin)
                    .buildAsync(uri, new Asking())
                    .join()
                    .abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    WebSocket connect(URI uri) {
        return HTTP.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        texts.add(data.toString());
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        closed.complete(status);
        return CompletableFuture.completedFuture(null);
    }
}
