package org.sluice.core.frame;

import org.jspecify.annotations.Nullable;

/** The kinds of frames (RFC 6455, 5.2 and 11.8). */
public enum Opcode {
    /** A further fragment of the message that is open. */
    CONTINUATION(0x0),
    /** The first or only fragment of a text message. */
    TEXT(0x1),
    /** The first or only fragment of a binary message. */
    BINARY(0x2),
    /** The beginning or the answer of the close handshake. */
    CLOSE(0x8),
    /** Asks for a pong. */
    PING(0x9),
    /** Answers a ping, or is sent unasked. */
    PONG(0xA);

    private static final int CONTROL = 0x8;
    private static final @Nullable Opcode[] BY_CODE = new @Nullable Opcode[16];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /**
     * The number on the wire.
     *
     * @return 0 to 15
     */
    public int code() {
        return code;
    }

    /**
     * Whether frames of this kind may stand between the fragments of a message (RFC 6455, 5.5).
     *
     * @return true for close, ping and pong
     */
    public boolean isControl() {
        return (code & CONTROL) != 0;
    }

    /**
     * The kind with a number.
     *
     * @param code 0 to 15
     * @return null for a reserved one
     */
    public static @Nullable Opcode of(int code) {
        return BY_CODE[code];
    }
}
