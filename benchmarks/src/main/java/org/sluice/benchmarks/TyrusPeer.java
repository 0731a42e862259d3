package org.sluice.benchmarks;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The standard's own client, as a user gets it from {@link ContainerProvider}. */
final class TyrusPeer implements Echo, Upload {

    private final Answers answers = new Answers();
    private final Session session;

    TyrusPeer(URI endpoint) throws Exception {
        session = ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        new Receiver(answers),
                        ClientEndpointConfig.Builder.create().build(),
                        endpoint);
    }

    @Override
    public ByteBuffer roundTrip(ByteBuffer message) throws IOException, InterruptedException {
        session.getBasicRemote().sendBinary(message);
        return answers.next();
    }

    @Override
    public String upload(byte[] chunk, int times) throws IOException, InterruptedException {
        try (OutputStream out = session.getBasicRemote().getSendStream()) {
            for (int i = 0; i < times; i++) {
                out.write(chunk);
            }
        }
        return StandardCharsets.UTF_8.decode(answers.next()).toString();
    }

    @Override
    public void close() throws IOException {
        session.close();
    }

    private static final class Receiver extends Endpoint {

        private final Answers answers;

        Receiver(Answers answers) {
            this.answers = answers;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            MessageHandler.Whole<ByteBuffer> handler = answers::add;
            session.addMessageHandler(ByteBuffer.class, handler);
        }
    }
}
