package org.sluice.api;

import java.io.InputStream;
import java.nio.ByteBuffer;
import org.sluice.api.data.DataReader;

/**
 * A received message, or a part of one in {@link ReceiveMode#PARTIAL}. It stays valid after the handler returned. Where the
 * message was larger than the socket's limit, every method that gives access to its content throws {@link MessageTooBigException},
 * and the socket is being closed with 1009. Immutable, for any thread; nothing here waits.
 */
public interface ReceivedMessage {

    /**
     * The kind of the message.
     *
     * @return text or binary
     */
    MessageType type();

    /**
     * Whether this is a whole message or the last part of one.
     *
     * @return always true in {@link ReceiveMode#FULL}
     */
    boolean complete();

    /**
     * The text of a text message.
     *
     * @return the whole text
     * @throws IllegalStateException if the message is binary
     * @throws MessageTooBigException if the message was over the limit
     */
    String text() throws MessageTooBigException;

    /**
     * The content as bytes; of a text message its UTF-8 form.
     *
     * @return a new read-only buffer from position 0 to the length of the content
     * @throws MessageTooBigException if the message was over the limit
     */
    ByteBuffer bytes() throws MessageTooBigException;

    /**
     * The content as a stream over {@link #bytes()}.
     *
     * @return a new stream that never blocks
     * @throws MessageTooBigException if the message was over the limit
     */
    InputStream stream() throws MessageTooBigException;

    /**
     * The content for reading typed values, all of it loaded (P32).
     *
     * @return a new reader over {@link #bytes()}
     * @throws MessageTooBigException if the message was over the limit
     */
    DataReader reader() throws MessageTooBigException;

    /**
     * The content read as JSON by Jakarta JSON Binding.
     *
     * @param <T> the type of the value
     * @param type the class of the value
     * @return the value
     * @throws WebSocketException if the content is not JSON for that type
     * @throws MessageTooBigException if the message was over the limit
     * @throws IllegalStateException if there is no implementation of Jakarta JSON Binding
     */
    <T> T json(Class<T> type) throws WebSocketException;
}
