package org.sluice.benchmarks.work;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Service;

/**
 * Opens connections, has each echo one message, and keeps them until it is closed; what they cost is asked of the server meanwhile. Its
 * client is the {@link Probe}, the same for all.
 */
final class Idle implements Task {

    private final URI server;
    private final Payload payload;
    private final int connections;
    private @Nullable Probe probe;

    Idle(URI server, int size, int connections) {
        this.server = server;
        this.connections = connections;
        payload = new Payload(size);
    }

    @Override
    public Outcome run(Duration time) throws IOException {
        close();
        Probe open = Probe.open(server, Service.ECHO, connections);
        probe = open;
        ByteBuffer message = payload.message(0);
        for (int i = 0; i < connections; i++) {
            open.send(i, message);
        }
        open.awaitAll(message);
        return Outcome.ofMessages(connections, Map.of());
    }

    @Override
    public void close() throws IOException {
        if (probe != null) {
            probe.close();
            probe = null;
        }
    }
}
