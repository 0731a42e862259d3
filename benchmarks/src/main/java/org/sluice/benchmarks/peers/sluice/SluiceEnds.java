package org.sluice.benchmarks.peers.sluice;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Tls;
import org.sluice.server.launcher.EmbeddedServer;

/**
 * Sluice as a user has it: sockets on the client, which reads streams by channel, annotated endpoints in the embedded server, all options at
 * their defaults but the receive timeout of streams.
 */
public final class SluiceEnds implements Ends {

    @Override
    public Server serve(@Nullable Tls tls) throws Exception {
        EmbeddedServer.Builder builder = EmbeddedServer.builder().endpoints(SluiceEndpoints.all());
        if (tls != null) {
            builder.tls(tls.context());
        }
        EmbeddedServer server = builder.start();
        return Server.of(server.uri().getPort(), server::close);
    }

    @Override
    public Client client(URI server) {
        return new Client() {
            @Override
            public Link connect(Service service, Receiver receiver) throws IOException {
                URI uri = server.resolve(service.path());
                return service.streams() ? stream(uri, receiver) : messages(uri, receiver);
            }

            @Override
            public void close() {}
        };
    }

    private static Link messages(URI uri, Receiver receiver) throws IOException {
        MessageWebSocket socket = MessageWebSocket.create();
        socket.onReceived((from, message) -> receiver.received(message.bytes()));
        socket.onClosed((closed, event) -> receiver.ended(event.toString()));
        socket.connect(uri);
        return new MessageLink(socket);
    }

    private static Link stream(URI uri, Receiver receiver) throws IOException {
        StreamWebSocket socket = StreamWebSocket.create();
        StreamLink.configure(socket);
        socket.onClosed((closed, event) -> receiver.ended(event.toString()));
        socket.connect(uri);
        StreamLink link = new StreamLink(socket);
        Thread reader = new Thread(() -> read(link, receiver), "reader");
        reader.setDaemon(true);
        reader.start();
        return link;
    }

    private static void read(StreamLink link, Receiver receiver) {
        try {
            link.readChannelInto(receiver);
            receiver.ended("closed by the server");
        } catch (IOException e) {
            receiver.ended(e.toString());
        }
    }
}
