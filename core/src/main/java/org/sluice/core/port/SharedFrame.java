package org.sluice.core.port;

import java.nio.ByteBuffer;

/** A frame that many connections send, as a server sends it (RFC 6455, 5.2). Nobody changes its bytes; safe for all threads. */
public final class SharedFrame {

    private final byte[] frame;
    private final boolean text;
    private final boolean last;

    /**
     * Makes a frame.
     *
     * @param frame header and payload, unmasked; not copied, and not changed by anybody from now on
     * @param text whether its message is text, otherwise binary
     * @param last whether the message ends with it
     */
    public SharedFrame(byte[] frame, boolean text, boolean last) {
        this.frame = frame;
        this.text = text;
        this.last = last;
    }

    /**
     * What goes over the wire.
     *
     * @return of its own position and limit, and only to be read
     */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(frame).asReadOnlyBuffer();
    }

    /**
     * How long it is.
     *
     * @return header and payload, in bytes
     */
    public int length() {
        return frame.length;
    }

    /**
     * Whether its message is text.
     *
     * @return false for binary
     */
    public boolean text() {
        return text;
    }

    /**
     * Whether the message ends with it.
     *
     * @return false where more follows
     */
    public boolean last() {
        return last;
    }
}
