package org.sluice.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A message to send, and how: what {@link MessageWebSocket#send(Message)} takes where text or bytes alone do not say enough. It is encoded
 * once, however many sockets send it. Immutable, for any thread.
 *
 * <pre>{@code
 * socket.send(Message.text("now or never").within(Duration.ofSeconds(2)));
 * socket.sendAsync(Message.text(price).key("EURUSD").whenFull(WhenFull.CONFLATE));
 * }</pre>
 */
public final class Message {

    private final Content content;
    private final @Nullable Duration timeout;
    private final @Nullable WhenFull whenFull;
    private final @Nullable Object key;

    /** What is sent; the same for all messages that are made of one. */
    private static final class Content {

        final MessageType type;
        final String text;
        final byte[] bytes;
        volatile @Nullable Object made;

        Content(MessageType type, String text, byte[] bytes) {
            this.type = type;
            this.text = text;
            this.bytes = bytes;
        }
    }

    private Message(Content content, @Nullable Duration timeout, @Nullable WhenFull whenFull, @Nullable Object key) {
        this.content = content;
        this.timeout = timeout;
        this.whenFull = whenFull;
        this.key = key;
    }

    /**
     * A text message.
     *
     * @param text well-formed UTF-16
     * @return with the options of the socket that sends it
     * @throws IllegalArgumentException if text has a surrogate without its pair
     */
    public static Message text(String text) {
        Objects.requireNonNull(text, "text");
        return new Message(new Content(MessageType.UTF8, text, encoded(text)), null, null, null);
    }

    private static byte[] encoded(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text has a surrogate without its pair, and so no form in UTF-8", e);
        }
    }

    /**
     * A binary message.
     *
     * @param data from position to limit; both stay as they are, and it is copied
     * @return with the options of the socket that sends it
     */
    public static Message binary(ByteBuffer data) {
        Objects.requireNonNull(data, "data");
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        return new Message(new Content(MessageType.BINARY, "", copy), null, null, null);
    }

    /**
     * Gives the send a time of its own, in place of {@link WebSocketControl#sendTimeout()}. A message that still waits when it is over is
     * never sent; one that is being written can be neither finished nor taken back, and the connection is cut.
     *
     * @param timeout more than zero
     * @return the same content with this
     * @throws IllegalArgumentException if the timeout is not more than zero
     */
    public Message within(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout of within must be more than zero, but is " + timeout);
        }
        return new Message(content, timeout, whenFull, key);
    }

    /**
     * Gives the send a policy of its own, in place of {@link MessageWebSocketControl#whenFull()}.
     *
     * @param policy what to do where the queue has no room
     * @return the same content with this
     */
    public Message whenFull(WhenFull policy) {
        return new Message(content, timeout, Objects.requireNonNull(policy, "policy"), key);
    }

    /**
     * Says what the message is about, so that with {@link WhenFull#CONFLATE} it replaces older ones about the same.
     *
     * @param key with {@code equals} and {@code hashCode} of a value
     * @return the same content with this
     */
    public Message key(Object key) {
        return new Message(content, timeout, whenFull, Objects.requireNonNull(key, "key"));
    }

    /**
     * Text or binary.
     *
     * @return the type
     */
    public MessageType type() {
        return content.type;
    }

    /**
     * The text of a text message.
     *
     * @return as it was given; empty for a binary message
     */
    public String text() {
        return content.text;
    }

    /**
     * What goes over the wire, text in UTF-8.
     *
     * @return read-only, of its own position and limit
     */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(content.bytes).asReadOnlyBuffer();
    }

    /**
     * The time of its own.
     *
     * @return empty for that of the socket
     */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /**
     * The policy of its own.
     *
     * @return empty for that of the socket
     */
    public Optional<WhenFull> whenFull() {
        return Optional.ofNullable(whenFull);
    }

    /**
     * What it is about.
     *
     * @return empty if that was not said
     */
    public Optional<Object> key() {
        return Optional.ofNullable(key);
    }

    /**
     * For implementations of sockets: what was made of the content, such as frames, kept with it so that it is made once for all sockets.
     *
     * @param <T> what is kept
     * @param kind the class of what is kept; another kind takes the place of what there was
     * @param maker makes it; by several threads at once at worst, of which any may win
     * @return what was made
     */
    public <T> T made(Class<T> kind, Supplier<T> maker) {
        Object known = content.made;
        if (kind.isInstance(known)) {
            return kind.cast(known);
        }
        T fresh = maker.get();
        content.made = fresh;
        return fresh;
    }

    /** Names the type and the size, and nothing of the content, which may be secret. */
    @Override
    public String toString() {
        return "Message[" + content.type + ", " + content.bytes.length + " bytes]";
    }
}
