package org.sluice.api;

/** How a message socket hands out what it receives. */
public enum ReceiveMode {
    /** One event per message, raised when the message is whole. The message is held in memory up to the socket's limit. */
    FULL,
    /**
     * One event per received part of a message; the last one is marked complete. A part ends where the container cuts, never inside a
     * character. No message is collected, so the limit of its size does not apply.
     */
    PARTIAL
}
