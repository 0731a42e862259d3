package org.sluice.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/**
 * A socket for data larger than memory: bytes in, bytes out, like TCP (P13, P15, P17, P19, P45). Sending and receiving run at the
 * same time (P46, P50, P53). Memory stays bounded: a reader that stops stops the peer's writer. It is binary only; received text
 * closes it with 1003.
 *
 * <p>The input stream and the messages of {@link #nextMessage()} read the same bytes; one thread reads at a time.
 */
public non-sealed interface StreamWebSocket extends WebSocket {

    /**
     * Makes a client socket.
     *
     * @return a new socket, not connected
     * @throws IllegalStateException if no provider is found
     */
    static StreamWebSocket create() {
        return Providers.provider().newStreamWebSocket();
    }

    @Override
    StreamWebSocketControl control();

    /**
     * The received bytes, over the ends of messages. A read returns what is there, at least one byte; -1 after a close frame; it
     * throws a {@link SocketClosedException} after a lost connection, and a {@link WebSocketException} with {@link
     * WebErrorStatus#TIMEOUT} when no byte came within the receive timeout, after which reading may go on. Closing the stream
     * discards what is received from then on.
     *
     * @return always the same stream
     */
    InputStream inputStream();

    /**
     * The bytes to send. They leave in frames of at most 64 KiB; a flush sends what there is and ends the logical message; a write
     * waits, at most the send timeout, while the peer does not take more. Closing the stream flushes and forbids further writing;
     * the socket stays open. Safe for several threads, whose writes do not mix within one call.
     *
     * @return always the same stream
     */
    OutputStream outputStream();

    /**
     * Waits for the next message and gives its bytes. What was left of the message before it is discarded.
     *
     * @return a stream that ends at the message's end and otherwise behaves as {@link #inputStream()}, or empty after a close frame
     * @throws SocketClosedException if the connection was lost
     * @throws WebSocketException with {@link WebErrorStatus#TIMEOUT} if no message began within the receive timeout
     * @throws IOException never for another reason
     */
    Optional<InputStream> nextMessage() throws IOException;

    /**
     * Begins a message. A flush sends what was written so far without ending the message; close ends it. From its first frame until
     * its end other data waits. A message with nothing written is an empty message.
     *
     * <p>Close tells the peer that the message is whole. Where what is written may fail in between, do not close in a {@code finally}
     * or a try-with-resources; close the socket instead, so that the peer sees a message without an end.
     *
     * @return a new stream for use by one thread
     */
    OutputStream newMessage();

    /**
     * {@link #inputStream()} as a channel.
     *
     * @return a new channel; closing it closes the stream
     */
    default ReadableByteChannel readableChannel() {
        return Channels.newChannel(inputStream());
    }

    /**
     * {@link #outputStream()} as a channel; a write does not flush.
     *
     * @return a new channel; closing it closes the stream
     */
    default WritableByteChannel writableChannel() {
        return Channels.newChannel(outputStream());
    }
}
