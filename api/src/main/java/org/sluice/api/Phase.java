package org.sluice.api;

/**
 * The part of a socket's life in which something failed; says where to look, and leaves what failed to
 * {@link WebErrorStatus}. The first five are the steps of a connect, in their order.
 */
public enum Phase {

    /** Looking up the addresses of a host name. */
    DNS,

    /** Reaching a proxy, signing in to it, and asking it for a tunnel. */
    PROXY,

    /** Making the TCP connection, to the server or, on its behalf, to one of its addresses. */
    TCP,

    /** The TLS handshake of a {@code wss} connection, with the check of the server's certificate. */
    TLS,

    /** The HTTP request and answer that turn the connection into a WebSocket (RFC 6455 section 4). */
    UPGRADE,

    /** Sending and receiving on an open socket (RFC 6455 sections 5 and 6). */
    TRANSFER,

    /** The closing handshake, and everything after it (RFC 6455 section 7). */
    CLOSE
}
