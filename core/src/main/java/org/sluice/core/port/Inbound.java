package org.sluice.core.port;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The inbound port: takes what one connection receives. A port makes one call at a time, and no implementation blocks in one. What
 * returns a boolean has always taken its part; false asks the port to deliver nothing more until {@link Brake#release()}.
 */
public interface Inbound {

    /**
     * Takes a part of a text message.
     *
     * @param part whole characters; may be empty
     * @param last whether the message ends with it
     * @return false to pause
     */
    boolean text(String part, boolean last);

    /**
     * Takes a part of a binary message.
     *
     * @param part from position to limit, valid only during the call; at most 64 KiB, may be empty
     * @param last whether the message ends with it
     * @return false to pause
     */
    boolean binary(ByteBuffer part, boolean last);

    /**
     * Takes a pong.
     *
     * @param payload from position to limit, valid only during the call
     */
    void pong(ByteBuffer payload);

    /**
     * Takes that the port has paused for so long, without progress, that it will not go on holding what it holds: the receiver closes
     * the connection and drops what comes. The pause has ended with this call.
     *
     * @param timeout how long nothing was taken
     */
    void stalled(Duration timeout);

    /**
     * Takes that the port will not go on, because the peer broke the protocol or was silent for too long: the receiver closes with that code. What
     * came before is still good.
     *
     * @param code with which to fail the connection (RFC 6455, 7.1.7)
     * @param reason what was wrong, at most 123 bytes of UTF-8
     */
    void failed(int code, String reason);

    /**
     * Takes the end of the connection; further calls have no effect.
     *
     * @param code the peer's close code, 1005 for an empty close frame, 1006 for a lost connection
     * @param reason the peer's reason, or empty
     * @param cause what went wrong, where that is known
     */
    void closed(int code, String reason, @Nullable Throwable cause);
}
