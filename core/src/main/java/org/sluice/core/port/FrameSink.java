package org.sluice.core.port;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The outbound port: takes what one connection sends. Each call returns when the bytes are on their way, or throws. A caller makes
 * one call at a time; {@link #abort()} alone may come from any thread at any time.
 */
public interface FrameSink {

    /**
     * Sends a part of a text message.
     *
     * @param part well-formed UTF-16
     * @param last whether the message ends with it
     * @throws IOException if the connection cannot take it
     */
    void text(String part, boolean last) throws IOException;

    /**
     * Sends a part of a binary message.
     *
     * @param part from position to limit, which is consumed
     * @param last whether the message ends with it
     * @throws IOException if the connection cannot take it
     */
    void binary(ByteBuffer part, boolean last) throws IOException;

    /**
     * Sends a ping (RFC 6455, 5.5.2).
     *
     * @param payload at most 125 bytes
     * @throws IOException if the connection cannot take it
     */
    void ping(ByteBuffer payload) throws IOException;

    /**
     * Sends a pong that no ping asked for (RFC 6455, 5.5.3).
     *
     * @param payload at most 125 bytes
     * @throws IOException if the connection cannot take it
     */
    void pong(ByteBuffer payload) throws IOException;

    /**
     * Sends a close frame, after which nothing else may be sent.
     *
     * @param code one that may be sent, or 1005 for an empty close frame
     * @param reason at most 123 bytes of UTF-8
     * @throws IOException if the connection cannot take it
     */
    void close(int code, String reason) throws IOException;

    /** Cuts the connection, as well as the engine can, without waiting for anything. */
    void abort();
}
