package org.sluice.core.socket;

/**
 * Where a socket is in its life.
 *
 * <pre>
 * CREATED ── connect ──► CONNECTING ──► OPEN ── close ──► CLOSING ──► CLOSED
 *    │                       │            └──── lost, or closed by the peer ──►│
 *    │                       └── failed, cancelled, closed ───────────────────►│
 *    ├── opened by a container, as servers' sockets are ──► OPEN               │
 *    └── close ───────────────────────────────────────────────────────────────►│
 * </pre>
 */
enum SocketState {
    CREATED,
    CONNECTING,
    OPEN,
    CLOSING,
    CLOSED;

    /** Whether the wire may be attached. */
    boolean mayOpen() {
        return this == CREATED || this == CONNECTING;
    }

    /** Whether data was able to flow at some time. */
    boolean wasOpened() {
        return this == OPEN || this == CLOSING;
    }
}
