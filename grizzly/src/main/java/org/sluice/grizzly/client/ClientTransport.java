package org.sluice.grizzly.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Timer;
import org.sluice.grizzly.selector.LendingStrategy;
import org.sluice.grizzly.selector.SelectorThreads;

/**
 * The selectors that all connections of this class loader share: they start with the first lease, and stop a second after the last one
 * is given back. Which connections there are is left to the leases' holders. Safe for all threads.
 */
final class ClientTransport {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** So that a program that connects again and again does not start threads each time. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** A selector never blocks, so that two keep up with hundreds of connections. */
    private static final int MOST_SELECTORS = 2;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ClientTransport SHARED = new ClientTransport();

    /** All guarded by this. */
    private int leases;

    private @Nullable TCPNIOTransport running;
    private Timer.@Nullable Cancel stop;

    /** The one of this class loader. */
    static ClientTransport shared() {
        return SHARED;
    }

    /** Keeps the transport running. */
    interface Lease {

        TCPNIOTransport transport();

        /** Has no effect the second time. */
        void giveBack();
    }

    /**
     * Starts the transport where it does not run.
     *
     * @throws IOException if the system gives no selectors
     */
    synchronized Lease lease() throws IOException {
        TCPNIOTransport transport = running;
        if (transport == null) {
            transport = start();
            running = transport;
        }
        if (stop != null) {
            stop.cancel();
            stop = null;
        }
        leases++;
        return new OneLease(transport);
    }

    private synchronized void givenBack() {
        leases--;
        if (leases == 0) {
            stop = Timer.in(LINGER, this::stopIfIdle);
        }
    }

    private synchronized void stopIfIdle() {
        TCPNIOTransport transport = running;
        // The timer may have been taken back too late.
        if (leases > 0 || transport == null) {
            return;
        }
        running = null;
        stop = null;
        stop(transport);
    }

    private static TCPNIOTransport start() throws IOException {
        int selectors = Math.min(MOST_SELECTORS, Runtime.getRuntime().availableProcessors());
        TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance()
                .setName("sluice-client")
                .setIOStrategy(new LendingStrategy())
                .setSelectorRunnersCount(selectors)
                .setTcpNoDelay(true)
                // An outgoing connection has a port of the system's choice; shared ones may be refused.
                .setReuseAddress(false)
                .build();
        transport.setKernelThreadPool(new SelectorThreads(
                task -> daemon(task, "sluice-client-selector-" + COUNT.incrementAndGet()),
                task -> daemon(task, "sluice-client-watch")));
        try {
            transport.start();
        } catch (IOException e) {
            stop(transport);
            throw e;
        }
        return transport;
    }

    private static void stop(TCPNIOTransport transport) {
        try {
            transport.shutdownNow();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The client's transport did not stop", e);
        }
    }

    /** Keeps nothing of the thread that makes it, which may belong to another application than the connections to come. */
    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setContextClassLoader(ClientTransport.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    private final class OneLease implements Lease {

        private final TCPNIOTransport transport;
        private final AtomicBoolean given = new AtomicBoolean();

        OneLease(TCPNIOTransport transport) {
            this.transport = transport;
        }

        @Override
        public TCPNIOTransport transport() {
            return transport;
        }

        @Override
        public void giveBack() {
            if (given.compareAndSet(false, true)) {
                givenBack();
            }
        }
    }
}
