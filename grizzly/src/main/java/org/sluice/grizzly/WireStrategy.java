package org.sluice.grizzly;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.jspecify.annotations.Nullable;
import org.sluice.grizzly.selector.LendingStrategy;
import org.sluice.grizzly.wire.TcpLine;

/**
 * Serves WebSockets on the selector's thread, which a wire never blocks, and HTTP, whose handlers may block, on workers: the hop between
 * threads at each read is what costs a stream most.
 */
@SuppressWarnings("rawtypes") // As Grizzly declares them.
final class WireStrategy implements IOStrategy {

    private final IOStrategy http = WorkerThreadIOStrategy.getInstance();
    private final IOStrategy wires = new LendingStrategy();

    private IOStrategy of(Connection<?> connection) {
        return TcpLine.has(connection) ? wires : http;
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event) throws IOException {
        return of(connection).executeIoEvent(connection, event);
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean enabled) throws IOException {
        return of(connection).executeIoEvent(connection, event, enabled);
    }

    @Override
    public @Nullable Executor getThreadPoolFor(Connection connection, IOEvent event) {
        return of(connection).getThreadPoolFor(connection, event);
    }

    @Override
    public ThreadPoolConfig createDefaultWorkerPoolConfig(Transport transport) {
        return http.createDefaultWorkerPoolConfig(transport);
    }
}
