package org.sluice.api;

/** What a message is made of (P2, P3, P27; RFC 6455, 5.6). */
public enum MessageType {
    /** Text, on the wire as UTF-8. */
    UTF8,
    /** Bytes of any kind. */
    BINARY
}
