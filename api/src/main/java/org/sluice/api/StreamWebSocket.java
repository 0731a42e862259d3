package org.sluice.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * A socket for data larger than memory: bytes in, bytes out, like TCP (P13, P15, P17, P19, P45). Sending and receiving run at the
 * same time (P46, P50, P53). Memory stays bounded: a reader that stops stops the peer's writer. It is binary only; received text
 * closes it with 1003.
 *
 * <p>The input stream and the messages of {@link #nextMessage()} read the same bytes; one thread reads at a time.
 *
 * <p>What its streams throw, all of it {@link IOException}s:
 *
 * <ul>
 *   <li>a {@link SocketClosedException} once the socket has closed; from reads only after a lost connection and this end's close, since a
 *       close frame of the peer is the end of the stream
 *   <li>a {@link WebSocketException} with {@link WebErrorStatus#TIMEOUT} when a read has waited for the receive timeout, after which reading
 *       may go on, or a write or flush for the send timeout
 *   <li>a {@link WebSocketException} with {@link WebErrorStatus#OPERATION_CANCELED} when the stream was closed by this end
 *   <li>a {@link WebSocketException} with {@link WebErrorStatus#CONNECTION_ABORTED} when the connection was lost while sending, and from reads
 *       of {@link #nextMessage()} when the peer closed inside the message
 *   <li>an {@link InterruptedIOException} when the thread is interrupted while it waits; the interrupt stays set
 * </ul>
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
     * The received bytes, over the ends of messages. A read waits for the first byte, at most the receive timeout, and returns what is
     * there; -1 after a close frame; it throws as said above. Closing the stream discards what is received from then on, and neither
     * throws nor waits.
     *
     * @return always the same stream, which one thread reads at a time
     * @throws IllegalStateException before the socket is open
     */
    InputStream inputStream();

    /**
     * The bytes to send. They leave in frames of at most 64 KiB; a flush sends what there is and ends the logical message; a write
     * waits, at most the send timeout, while the peer does not take more. Closing the stream flushes and forbids further writing;
     * the socket stays open. Safe for several threads, whose writes do not mix within one call. Where a message could not begin in
     * time, it is lost: writes fail up to the flush that was to end it, which fails too, and then a new message begins; where it had begun
     * the connection is cut. All else it throws is said above; before the socket is open, writes throw an {@link IllegalStateException}.
     *
     * @return always the same stream
     */
    OutputStream outputStream();

    /**
     * Waits for the next message and gives its bytes. What was left of the message before it is discarded, which waits for each part of it.
     *
     * @return a stream that ends at the message's end and otherwise behaves as {@link #inputStream()}, or empty after a close frame. Closing
     *     it discards the rest of the message, and may throw as a read
     * @throws SocketClosedException if the connection was lost, or this end closed
     * @throws WebSocketException with {@link WebErrorStatus#TIMEOUT} if no message began within the receive timeout, or nothing more came of
     *     the one before; with {@link WebErrorStatus#OPERATION_CANCELED} if the input stream was closed
     * @throws InterruptedIOException if the thread is interrupted while it waits; the interrupt stays set
     * @throws IOException never for another reason
     * @throws IllegalStateException before the socket is open
     */
    Optional<InputStream> nextMessage() throws IOException;

    /**
     * Begins a message. A flush sends what was written so far without ending the message; close ends it. From its first frame until
     * its end other data waits. A message with nothing written is an empty message.
     *
     * <p>Close tells the peer that the message is whole. Where what is written may fail in between, do not close in a {@code finally}
     * or a try-with-resources; close the socket instead, so that the peer sees a message without an end.
     *
     * @return a new stream for use by one thread, which throws as said above. A message that could not be sent to its end is cut off with the
     *     connection if any of it had left; what follows on its stream fails
     * @throws IllegalStateException before the socket is open
     */
    OutputStream newMessage();

    /**
     * The received bytes for one subscriber, over the ends of messages, in parts of 1 byte to 64 KiB as they come; those of {@link
     * #inputStream()}, so that only one of the two is used. Nothing is read beyond what the subscriber asks for: one that asks for nothing
     * stops the peer's writer, as a reader that stops does. No thread is held meanwhile, and the receive timeout does not apply.
     *
     * <p>It completes after a close frame, and ends with a {@link SocketClosedException} after a lost connection or this end's close. The
     * subscriber is called as handlers are: by one thread at a time, where blocking is allowed; an exception of its closes the socket with
     * 1011. A second subscriber gets an {@link IllegalStateException}. Cancelling leaves what was not taken to the input stream.
     *
     * @return always the same publisher
     * @throws IllegalStateException before the socket is open
     */
    Flow.Publisher<ByteBuffer> publisher();

    /**
     * Sends what is published to it as one message, as {@link #newMessage()} does, whose end is the publisher's: parts leave as they come. A
     * publisher that fails leaves a message that cannot be finished, and the socket closes with 1011, if any of it had left.
     *
     * @return a new subscriber, for one subscription, whose {@link SendingSubscriber#sent} tells the failure; it reads each buffer from
     *     position to limit, and leaves both as they are. Where it is used before the socket is open, that fails with an {@link
     *     IllegalStateException}
     */
    SendingSubscriber<ByteBuffer> messageSubscriber();

    /**
     * {@link #inputStream()} as a channel. A direct buffer of 64 KiB or more is the fastest way to receive: without TLS and compression the
     * payload of large frames may be received straight into it. What is between its position and its limit after a read may have been changed.
     *
     * @return a new channel, which throws as the stream does, and a {@link java.nio.channels.ClosedChannelException} once it is closed itself;
     *     closing it closes the stream
     * @throws IllegalStateException before the socket is open
     */
    default ReadableByteChannel readableChannel() {
        return Channels.newChannel(inputStream());
    }

    /**
     * {@link #outputStream()} as a channel. A write takes the whole buffer, of whatever kind and length, as one write of the stream, and does not
     * flush; each byte is copied once, into the part of the message that leaves. Where it throws the buffer is as it was.
     *
     * @return a new channel, which throws as the stream does, and a {@link java.nio.channels.ClosedChannelException} once it is closed itself;
     *     closing it flushes and closes the stream
     */
    default WritableByteChannel writableChannel() {
        return Channels.newChannel(outputStream());
    }
}
