package org.sluice.grizzly.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Where a connect goes.
 *
 * @param host as in the URI, an address of IPv6 in brackets
 * @param port the scheme's own where the URI has none
 * @param secure whether in TLS
 */
record Target(String host, int port, boolean secure) {

    private static final int MOST_ADDRESSES = 5;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * Reads a URI.
     *
     * @throws IllegalArgumentException if it names no host
     */
    static Target of(URI uri, boolean secure) {
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("The URI " + uri + " names no host that can be connected to");
        }
        int byDefault = secure ? HTTPS : HTTP;
        return new Target(host, uri.getPort() < 0 ? byDefault : uri.getPort(), secure);
    }

    /**
     * Asks the name service, which may take its time and cannot be interrupted.
     *
     * @param threads run that
     * @return the first five addresses; fails with an {@link UnknownHostException}
     */
    CompletableFuture<List<InetSocketAddress>> addresses(Executor threads) {
        CompletableFuture<List<InetSocketAddress>> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                result.complete(Stream.of(InetAddress.getAllByName(host))
                        .limit(MOST_ADDRESSES)
                        .map(address -> new InetSocketAddress(address, port))
                        .toList());
            } catch (UnknownHostException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
