package org.sluice.benchmarks.peers.jdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Tls;
import org.sluice.benchmarks.peers.netty.NettyEnds;

/** The JDK's client, one {@link HttpClient} for all connections, as its Javadoc says. It has no server; it gets Netty's. */
public final class JdkEnds implements Ends {

    @Override
    public Server serve(@Nullable Tls tls) throws Exception {
        return new NettyEnds().serve(tls);
    }

    @Override
    public Client client(URI server) {
        HttpClient http = HttpClient.newHttpClient();
        return new Client() {
            @Override
            public Link connect(Service service, Receiver receiver) throws IOException {
                Listener listener = new Listener(service, receiver);
                try {
                    WebSocket socket = http.newWebSocketBuilder()
                            .buildAsync(server.resolve(service.path()), listener)
                            .join();
                    return new JdkLink(socket, receiver::ended);
                } catch (CompletionException e) {
                    throw new IOException(e.getCause());
                }
            }

            @Override
            public void close() {}
        };
    }

    /** Asks for the next part when it has taken one. */
    private static final class Listener implements WebSocket.Listener {

        private final Service service;
        private final Receiver receiver;
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

        Listener(Service service, Receiver receiver) {
            this.service = service;
            this.receiver = receiver;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            try {
                if (service.streams() || (last && parts.size() == 0)) {
                    receiver.received(part);
                } else {
                    collect(part, last);
                }
            } catch (IOException e) {
                receiver.ended(e.toString());
            }
            socket.request(1);
            return null;
        }

        private void collect(ByteBuffer part, boolean last) throws IOException {
            while (part.hasRemaining()) {
                parts.write(part.get());
            }
            if (last) {
                byte[] message = parts.toByteArray();
                parts.reset();
                receiver.received(ByteBuffer.wrap(message));
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            receiver.ended(code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            receiver.ended(failure.toString());
        }
    }
}
