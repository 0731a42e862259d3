package org.sluice.benchmarks.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Services;

/** A client without a network, to whose bytes something happens on the way to the server or back. */
final class FakeClient implements Client {

    private final Services services = new Services();
    private final ExecutorService network = Executors.newSingleThreadExecutor();
    private final UnaryOperator<byte[]> toServer;
    private final UnaryOperator<byte[]> toClient;

    FakeClient(UnaryOperator<byte[]> toServer, UnaryOperator<byte[]> toClient) {
        this.toServer = toServer;
        this.toClient = toClient;
    }

    @Override
    public Link connect(Service service, Receiver receiver) {
        Receiver server = services.open(service, new FakeLink(receiver, toClient));
        return new FakeLink(server, toServer);
    }

    private final class FakeLink implements Link {

        private final Receiver other;
        private final UnaryOperator<byte[]> wire;

        FakeLink(Receiver other, UnaryOperator<byte[]> wire) {
            this.other = other;
            this.wire = wire;
        }

        @Override
        public void send(ByteBuffer message) {
            network.execute(() -> deliver(message));
        }

        @Override
        public void stream(Load load) {
            network.execute(() -> {
                for (Load.Writes writes = load.writes(); writes.hasNext(); ) {
                    deliver(writes.next());
                }
            });
        }

        private void deliver(ByteBuffer data) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            try {
                other.received(ByteBuffer.wrap(wire.apply(bytes)));
            } catch (IOException e) {
                other.ended(e.toString());
            }
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        network.shutdownNow();
    }
}
