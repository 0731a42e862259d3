package org.sluice.core.portable;

import java.nio.ByteBuffer;
import org.sluice.core.port.Brake;

/**
 * How what a container delivers comes to a socket, and how the container is kept from delivering more while the socket pauses. The
 * deliveries come one at a time, from the container's threads.
 */
interface Reading {

    /** Hands on a part of a text. */
    void text(String part, boolean last);

    /** Hands on a part of a binary message, valid during the call only. */
    void binary(ByteBuffer part, boolean last);

    /** See {@link Brake#release()}. */
    void release();

    /** See {@link Brake#progress()}. */
    void progress();
}
