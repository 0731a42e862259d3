package org.sluice.benchmarks.peers.okhttp;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Tls;
import org.sluice.benchmarks.peers.netty.NettyEnds;

/** OkHttp's client, one for all connections. It has no server; it gets Netty's. */
public final class OkHttpEnds implements Ends {

    @Override
    public Server serve(@Nullable Tls tls) throws Exception {
        return new NettyEnds().serve(tls);
    }

    @Override
    public Client client(URI server) {
        // An open WebSocket is a running call to the dispatcher, which by default has 64 and lets all others wait.
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        OkHttpClient http = new OkHttpClient.Builder().dispatcher(dispatcher).build();
        return new Client() {
            @Override
            public Link connect(Service service, Receiver receiver) throws IOException, InterruptedException {
                Listener listener = new Listener(receiver);
                String url = server.resolve(service.path()).toString();
                WebSocket socket =
                        http.newWebSocket(new Request.Builder().url(url).build(), listener);
                try {
                    listener.opened.get();
                } catch (ExecutionException e) {
                    throw new IOException(e.getCause());
                }
                return new OkHttpLink(socket);
            }

            @Override
            public void close() {
                http.dispatcher().executorService().shutdown();
                http.connectionPool().evictAll();
            }
        };
    }

    private static final class Listener extends WebSocketListener {

        private final CompletableFuture<Void> opened = new CompletableFuture<>();
        private final Receiver receiver;

        Listener(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            opened.complete(null);
        }

        @Override
        public void onMessage(WebSocket socket, ByteString message) {
            try {
                receiver.received(message.asByteBuffer());
            } catch (IOException e) {
                receiver.ended(e.toString());
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(code, reason);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            receiver.ended(code + " " + reason);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            opened.completeExceptionally(failure);
            receiver.ended(failure.toString());
        }
    }
}
