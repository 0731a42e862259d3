package org.sluice.grizzly;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;
import org.glassfish.tyrus.container.grizzly.server.GrizzlyServerFilter;
import org.glassfish.tyrus.spi.ServerContainer;
import org.jspecify.annotations.Nullable;

/**
 * Tyrus's upgrade filter, made to tell the engine which connection it works for: Tyrus does both in one call on one thread,
 * but passes no connection along.
 */
final class UpgradeFilter extends GrizzlyServerFilter {

    private static final ThreadLocal<@Nullable TCPNIOConnection> CURRENT = new ThreadLocal<>();

    private UpgradeFilter(ServerContainer container) {
        super(container, "/");
    }

    /** Puts the filter in front of the HTTP handlers, so that what is no upgrade still gets an HTTP answer. */
    static AddOn addOn(ServerContainer container) {
        return (NetworkListener listener, FilterChainBuilder chain) ->
                chain.add(chain.indexOfType(HttpServerFilter.class), new UpgradeFilter(container));
    }

    /** The connection whose upgrade runs on this thread; it is a WebSocket from now on, so it may be idle as long as it likes. */
    static TCPNIOConnection currentConnection() {
        TCPNIOConnection connection = Objects.requireNonNull(CURRENT.get(), "no upgrade runs on this thread");
        IdleTimeoutFilter.setCustomTimeout(connection, -1, TimeUnit.SECONDS);
        return connection;
    }

    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        CURRENT.set((TCPNIOConnection) context.getConnection());
        try {
            return super.handleRead(context);
        } finally {
            CURRENT.remove();
        }
    }
}
