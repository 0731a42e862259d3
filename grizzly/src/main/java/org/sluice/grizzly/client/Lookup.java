package org.sluice.grizzly.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sluice.api.HostResolver;

/** One question to the name service, which may take its time; who gives it up interrupts its thread and hears nothing more of it. */
final class Lookup implements Runnable {

    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    private final HostResolver resolver;
    private final String host;
    private final CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();

    /** Guarded by this: while it asks. */
    private @Nullable Thread asking;

    private boolean abandoned;

    private Lookup(HostResolver resolver, String host) {
        this.resolver = resolver;
        this.host = host;
    }

    /** Begins, on one of the threads. */
    static Lookup of(String host, HostResolver resolver, Executor threads) {
        Lookup lookup = new Lookup(resolver, host);
        threads.execute(lookup);
        return lookup;
    }

    /** Whether a host, as in a URI, is an address and needs no name service. */
    static boolean isAddress(String host) {
        return host.startsWith("[") || IPV4.matcher(host).matches();
    }

    /** An address that is written as such. */
    static List<InetAddress> address(String host) throws UnknownHostException {
        return List.of(InetAddress.getByName(host));
    }

    /** At least one; fails with an {@link UnknownHostException} or what the resolver threw. */
    CompletableFuture<List<InetAddress>> result() {
        return result;
    }

    /** Gives it up; has no effect once it has ended. */
    void abandon() {
        // Before the interrupt, by which a resolver may come to a result after all.
        result.cancel(false);
        synchronized (this) {
            abandoned = true;
            if (asking != null) {
                asking.interrupt();
            }
        }
    }

    @Override
    public void run() {
        synchronized (this) {
            if (abandoned) {
                return;
            }
            asking = Thread.currentThread();
        }
        try {
            List<InetAddress> found = List.copyOf(resolver.resolve(host));
            if (found.isEmpty()) {
                throw new UnknownHostException(host);
            }
            result.complete(found);
        } catch (Throwable e) {
            // Somebody waits for it, whatever the resolver throws.
            result.completeExceptionally(e);
        } finally {
            synchronized (this) {
                asking = null;
                // One that came late was meant for the lookup, not for what this thread does next.
                Thread.interrupted();
            }
        }
    }
}
