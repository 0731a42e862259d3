package org.sluice.api;

/** The options of a message socket. */
public interface MessageWebSocketControl extends WebSocketControl<MessageWebSocketControl> {

    /** For {@link #maxMessageSize(long)}: no limit. A peer can then fill the memory, so this must be asked for. */
    long UNLIMITED = Long.MAX_VALUE;

    /** The limit of a received message where none is set: 1 MiB. */
    long DEFAULT_MAX_MESSAGE_SIZE = 1024 * 1024;

    /**
     * Sets what the socket's output stream and its frame-wise sends produce. Stays changeable while connected (P27); a change takes
     * effect with the next message.
     *
     * @param type binary by default
     * @return this
     */
    MessageWebSocketControl messageType(MessageType type);

    /**
     * What the socket's output stream produces.
     *
     * @return binary by default
     */
    MessageType messageType();

    /**
     * Sets the largest message that is received; a larger one closes the socket with 1009.
     *
     * @param bytes payload bytes, of text in UTF-8, 1 to {@link #UNLIMITED}; {@link #DEFAULT_MAX_MESSAGE_SIZE} by default
     * @return this
     * @throws IllegalArgumentException if bytes is less than 1
     * @throws IllegalStateException after the connect
     */
    MessageWebSocketControl maxMessageSize(long bytes);

    /**
     * The largest message that is received.
     *
     * @return payload bytes
     */
    long maxMessageSize();

    /**
     * Sets how messages are handed out.
     *
     * @param mode {@link ReceiveMode#FULL} by default
     * @return this
     * @throws IllegalStateException after the connect
     */
    MessageWebSocketControl receiveMode(ReceiveMode mode);

    /**
     * How messages are handed out.
     *
     * @return {@link ReceiveMode#FULL} by default
     */
    ReceiveMode receiveMode();

    /**
     * Sets what becomes of a message for which the queue has no room. A message may have a policy of its own: {@link Message#whenFull}.
     *
     * @param policy {@link WhenFull#WAIT} by default
     * @return this
     * @throws IllegalStateException after the connect
     */
    MessageWebSocketControl whenFull(WhenFull policy);

    /**
     * What becomes of a message for which the queue has no room.
     *
     * @return {@link WhenFull#WAIT} by default
     */
    WhenFull whenFull();
}
