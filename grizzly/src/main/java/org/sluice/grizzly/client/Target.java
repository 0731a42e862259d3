package org.sluice.grizzly.client;

import java.net.URI;

/**
 * Where a connect goes.
 *
 * @param host as in the URI, an address of IPv6 in brackets
 * @param port the scheme's own where the URI has none
 * @param secure whether in TLS
 */
record Target(String host, int port, boolean secure) {

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

    /** As in the header Host (RFC 9110, 7.2). */
    String authority() {
        return port == (secure ? HTTPS : HTTP) ? host : hostAndPort();
    }

    /** As a proxy is asked for it. */
    String hostAndPort() {
        return host + ':' + port;
    }
}
