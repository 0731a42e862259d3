package org.sluice.grizzly.selector;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.Lending;

/**
 * Handles events on the selector's thread, which lends itself to the callbacks that a read leads to. Only in the reading of keys, since
 * Grizzly forgets tasks where a selector changes hands among them.
 */
@SuppressWarnings("rawtypes") // As Grizzly declares them.
public final class LendingStrategy implements IOStrategy {

    private final SameThreadIOStrategy same = SameThreadIOStrategy.getInstance();

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event) throws IOException {
        if (event != IOEvent.READ || !(Lending.current() instanceof Stint stint)) {
            return same.executeIoEvent(connection, event);
        }
        SelectorRunner runner = ((NIOConnection) connection).getSelectorRunner();
        stint.beginReading();
        boolean read = false;
        try {
            same.executeIoEvent(connection, event);
            read = true;
        } finally {
            if (!read) {
                stint.failedReading();
            }
        }
        return stint.endReading(runner);
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean enabled) throws IOException {
        return same.executeIoEvent(connection, event, enabled);
    }

    @Override
    public @Nullable Executor getThreadPoolFor(Connection connection, IOEvent event) {
        return null;
    }

    @Override
    public @Nullable ThreadPoolConfig createDefaultWorkerPoolConfig(Transport transport) {
        return null;
    }
}
