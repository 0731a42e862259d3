package org.sluice.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * A socket for whole messages, text or binary: one operation sends or receives one message (P12, P14, P16, P18). Any thread may
 * send at any time; the messages of one thread keep their order, and messages never mix. What becomes of a message for which there is no
 * room is {@link MessageWebSocketControl#whenFull}. Every send fails with a {@link SocketClosedException} once the socket closes; the
 * call throws an {@link IllegalStateException} before it is open.
 *
 * <p>A send that fails otherwise has a {@link MessageDroppedException} where the policy was not to wait, after which the socket is as
 * before; or a {@link WebSocketException} with {@link WebErrorStatus#TIMEOUT} where the peer took too little in the send timeout, and with
 * {@link WebErrorStatus#CONNECTION_ABORTED} where the connection was lost. The future of a send completes once; its continuations run where
 * blocking is allowed, in no order.
 */
public non-sealed interface MessageWebSocket extends WebSocket {

    /**
     * Makes a client socket.
     *
     * @return a new socket, not connected
     * @throws IllegalStateException if no provider is found
     */
    static MessageWebSocket create() {
        return Providers.provider().newMessageWebSocket();
    }

    @Override
    MessageWebSocketControl control();

    /**
     * Registers the handler of received messages (P28, P35, P49). It replaces an earlier one. Without one, messages are dropped.
     *
     * @param handler called for each message
     * @throws IllegalStateException after the connect began; on the server, after the endpoint's open callback returned
     */
    void onReceived(ReceivedHandler handler);

    /**
     * The received messages for one subscriber, in place of the received handler, which it replaces. Messages that the subscriber has not
     * asked for wait, first in a bounded backlog, then at the peer, whose writer stops; no thread is held meanwhile. So a publisher that
     * nobody subscribes to stops the peer too.
     *
     * <p>It completes after a close frame, when the messages before it are taken, and ends with a {@link SocketClosedException} after a
     * lost connection or this end's close. The subscriber is called as handlers are: by one thread at a time, where blocking is allowed; an
     * exception of its closes the socket with 1011. The closed event does not wait for the subscriber. After a cancel, messages are dropped.
     * A handler or publisher that is asked for later replaces this one, which then fails with a {@link WebSocketException}.
     *
     * @return a new publisher
     * @throws IllegalStateException after the connect began; on the server, after the endpoint's open callback returned
     */
    Flow.Publisher<ReceivedMessage> publisher();

    /**
     * Sends each text that is published to it as a message, as {@link #send(String)} does. The end of the publisher is no end of the socket.
     *
     * @return a new subscriber, for one subscription
     */
    SendingSubscriber<String> textSubscriber();

    /**
     * Sends each buffer that is published to it as a binary message, as {@link #send(ByteBuffer)} does. The end of the publisher is no end
     * of the socket.
     *
     * @return a new subscriber, for one subscription
     */
    SendingSubscriber<ByteBuffer> binarySubscriber();

    /**
     * Sends a text message and waits until the connection has taken it.
     *
     * @param text well-formed UTF-16
     * @throws SocketClosedException if the socket has closed
     * @throws MessageDroppedException if the queue is full and the {@link WhenFull policy} is not to wait; the socket stays open
     * @throws WebSocketException if it could not be sent, within the send timeout
     * @throws InterruptedIOException if the thread is interrupted; the interrupt stays set and the message does not count as sent
     * @throws IOException never for another reason
     * @throws IllegalArgumentException if text has a surrogate without its pair
     */
    void send(String text) throws IOException;

    /**
     * Sends a binary message and waits until the connection has taken it.
     *
     * @param data from position to limit; both stay as they are, and the content must not change until the call returns
     * @throws SocketClosedException if the socket has closed
     * @throws MessageDroppedException if the queue is full and the {@link WhenFull policy} is not to wait; the socket stays open
     * @throws WebSocketException if it could not be sent, within the send timeout
     * @throws InterruptedIOException if the thread is interrupted; the interrupt stays set and the message does not count as sent; where the
     *     connection is still reading the data, it is cut, since the data is the caller's again
     * @throws IOException never for another reason
     */
    void send(ByteBuffer data) throws IOException;

    /**
     * Sends a text message. Waits, at most the send timeout, only where the queue is full and the {@link WhenFull policy} is to wait.
     *
     * @param text well-formed UTF-16
     * @return completes when the connection has taken the message, or with the failure, which is an {@link InterruptedIOException} where the
     *     thread was interrupted while it waited; the interrupt stays set
     * @throws IllegalArgumentException if text has a surrogate without its pair
     */
    CompletableFuture<Void> sendAsync(String text);

    /**
     * Sends a binary message. Waits, at most the send timeout, only where the queue is full and the {@link WhenFull policy} is to wait.
     *
     * @param data from position to limit; it is copied, and free for other use when the call returns
     * @return completes when the connection has taken the message, or with the failure, which is an {@link InterruptedIOException} where the
     *     thread was interrupted while it waited; the interrupt stays set
     */
    CompletableFuture<Void> sendAsync(ByteBuffer data);

    /**
     * Sends a message with its own options and waits until the connection has taken it.
     *
     * @param message what is sent, and how
     * @throws SocketClosedException if the socket has closed
     * @throws MessageDroppedException if the queue is full and the {@link WhenFull policy} is not to wait; the socket stays open
     * @throws WebSocketException if it could not be sent, within its timeout
     * @throws InterruptedIOException if the thread is interrupted; the interrupt stays set and the message does not count as sent
     * @throws IOException never for another reason
     */
    void send(Message message) throws IOException;

    /**
     * Sends a message with its own options. Waits, at most its timeout, only where the queue is full and its {@link WhenFull policy} is
     * to wait.
     *
     * @param message what is sent, and how
     * @return completes when the connection has taken the message, or with the failure; that is a {@link MessageDroppedException} where the
     *     message was dropped, and an {@link InterruptedIOException} where the thread was interrupted while it waited, and the interrupt stays set
     */
    CompletableFuture<Void> sendAsync(Message message);

    /**
     * Sends one frame of a message and waits until the connection has taken it, at most the send timeout. The message's first frame decides
     * that it is of {@link MessageWebSocketControl#messageType()}; the other messages of this socket wait until its last frame went. A text
     * may be cut anywhere: the beginning of a character leaves with the frame that has its rest.
     *
     * @param data the frame's payload, from position to limit, of a text in UTF-8; both stay as they are, and the content must not change until
     *     the call returns
     * @param fin whether it is the last frame of its message
     * @throws java.nio.charset.CharacterCodingException if the frame makes a text no UTF-8; nothing of it is sent then, and its message may
     *     go on
     * @throws IOException as {@link #send(ByteBuffer)}; inside a message the connection is then cut, since it cannot be finished
     */
    void sendFrame(ByteBuffer data, boolean fin) throws IOException;

    /**
     * Sends a value as a text message in JSON, written by Jakarta JSON Binding, and waits as {@link #send(String)} does.
     *
     * @param value what is sent
     * @throws IOException as {@link #send(String)}
     * @throws IllegalArgumentException if the value has no JSON form
     * @throws IllegalStateException if there is no implementation of Jakarta JSON Binding, or the socket is not open yet
     */
    void sendJson(Object value) throws IOException;

    /**
     * A stream whose every flush sends what was written since the last one as one message of {@link
     * MessageWebSocketControl#messageType()} (P31, P40, P48). Closing it flushes and forbids further writing; the socket stays
     * open. A text message must be whole UTF-8, otherwise the flush fails with a {@link java.nio.charset.CharacterCodingException}
     * and discards it. A message may have as many bytes as {@link
     * MessageWebSocketControl#maxMessageSize()}; a write beyond that fails with a {@link MessageTooBigException} and discards the
     * message, and so does all that follows up to the flush or close that was to send it. A flush waits and fails as {@link
     * #send(ByteBuffer)} does, and with {@link WebErrorStatus#OPERATION_CANCELED} once the stream is closed. Safe for several threads, whose
     * calls do not mix.
     *
     * @return always the same stream, also before the socket is open
     */
    OutputStream outputStream();
}
