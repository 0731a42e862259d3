package org.sluice.benchmarks.work;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Services;

/**
 * Many small connections of one thread, for workloads in which only the server is measured. Speaks as much WebSocket as these need, and
 * takes everything else for a failure.
 */
final class Probe implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** Fewer than any server's backlog. */
    private static final int AT_ONCE = 64;

    private final Selector selector;
    private final List<ProbeConnection> connections = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    private Probe(Selector selector) {
        this.selector = selector;
    }

    /** Connects, and waits until the server's application has answered on each connection. */
    static Probe open(URI server, Service service, int connections) throws IOException {
        Probe probe = new Probe(Selector.open());
        boolean opened = false;
        try {
            probe.connect(server, service, connections);
            opened = true;
            return probe;
        } finally {
            if (!opened) {
                probe.close();
            }
        }
    }

    private void connect(URI server, Service service, int count) throws IOException {
        InetSocketAddress address = new InetSocketAddress(server.getHost(), server.getPort());
        ByteBuffer question = ByteBuffer.allocate(Services.ASKS);
        while (connections.size() < count) {
            List<ProbeConnection> batch = new ArrayList<>();
            for (int i = 0; i < AT_ONCE && connections.size() < count; i++) {
                ProbeConnection connection = ProbeConnection.open(address, service.path(), selector);
                batch.add(connection);
                connections.add(connection);
            }
            for (ProbeConnection connection : batch) {
                connection.send(question.duplicate());
            }
            await(batch, question);
        }
    }

    /** Sends on one connection. */
    void send(int connection, ByteBuffer message) throws IOException {
        connections.get(connection).send(message.duplicate());
    }

    /** Waits until each connection has received this message, and nothing else. */
    void awaitAll(ByteBuffer message) throws IOException {
        await(connections, message);
    }

    private void await(List<ProbeConnection> among, ByteBuffer message) throws IOException {
        for (ProbeConnection connection : among) {
            connection.expect(message);
        }
        long deadline = System.nanoTime() + LONGEST.toNanos();
        int left = among.size();
        while (left > 0) {
            selector.select(LONGEST.toMillis());
            if (System.nanoTime() - deadline >= 0) {
                throw new IOException(left + " connections heard nothing for " + LONGEST.toSeconds() + " s");
            }
            Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
            while (keys.hasNext()) {
                ProbeConnection connection = (ProbeConnection) keys.next().attachment();
                keys.remove();
                if (connection.read(buffer)) {
                    left--;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (ProbeConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
