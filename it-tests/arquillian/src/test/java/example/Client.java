package example;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Asks an endpoint with the client of the JDK. */
final class Client {

    private static final int SECONDS = 20;

    private Client() {}

    /** The address of an endpoint below that of its application. */
    static URI at(URI application, String path) {
        return URI.create(application.toString().replaceFirst("^http", "ws") + path);
    }

    /** Sends one text, and returns the text that comes back. */
    static String ask(URI endpoint, String text) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(endpoint, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        answer.complete(data.toString());
                        return CompletableFuture.completedStage(null);
                    }
                })
                .get(SECONDS, TimeUnit.SECONDS);
        try {
            socket.sendText(text, true).get(SECONDS, TimeUnit.SECONDS);
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }
}
