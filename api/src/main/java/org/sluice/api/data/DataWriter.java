package org.sluice.api.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Collects typed values and sends them to an {@link OutputStream} when asked to {@link #store()}: on a message socket one
 * store is one message (P31, P40, P48). It leaves to the stream when a write waits and for how long.
 *
 * <p>The writer owns its stream: {@link #close()} closes both, and {@link #detachStream()} gives the stream back
 * (P41-P44, P51-P52). After either every call but {@code close} throws {@link IllegalStateException}.
 *
 * <p>Not for several threads at once: an operation during another one throws {@link IllegalStateException}. Only
 * {@code close} may come from any thread, and ends a store that waits as far as the stream's own close does.
 *
 * <p>What is written and not stored is held in memory, at most {@value #DEFAULT_LIMIT} bytes unless asked for otherwise.
 */
public final class DataWriter implements Closeable {

    /** The most unstored bytes a writer holds by default: 64 MiB, enough for any message and far from a full heap. */
    public static final int DEFAULT_LIMIT = 64 * 1024 * 1024;

    private final StreamOwner<OutputStream> owner;
    private final UnstoredBytes unstored;
    private ByteOrder byteOrder = ByteOrder.BIG_ENDIAN;
    private TextEncoding textEncoding = TextEncoding.UTF_8;

    private DataWriter(int limit, @Nullable OutputStream stream) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " is not positive");
        }
        this.owner = new StreamOwner<>("DataWriter", stream);
        this.unstored = new UnstoredBytes(limit);
    }

    /** Makes a writer without a stream: what it collects is to be had from {@link #detachBuffer()} alone. */
    public DataWriter() {
        this(DEFAULT_LIMIT, null);
    }

    /**
     * Makes a writer on a stream, which it owns from now on.
     *
     * @param stream where {@link #store()} sends the values
     * @throws NullPointerException if {@code stream} is null
     */
    public DataWriter(OutputStream stream) {
        this(stream, DEFAULT_LIMIT);
    }

    /**
     * Makes a writer on a stream, with a limit of its own.
     *
     * @param stream where {@link #store()} sends the values
     * @param limit the most unstored bytes to hold, 1 or greater
     * @throws IllegalArgumentException if {@code limit} is not positive (P67)
     * @throws NullPointerException if {@code stream} is null
     */
    public DataWriter(OutputStream stream, int limit) {
        this(limit, Objects.requireNonNull(stream, "stream"));
    }

    /**
     * The byte order of numbers.
     *
     * @return by default {@link ByteOrder#BIG_ENDIAN}, that of networks and of the model
     */
    public ByteOrder byteOrder() {
        return byteOrder;
    }

    /**
     * Sets the byte order of the numbers and GUIDs written from now on.
     *
     * @param order the byte order
     * @throws NullPointerException if {@code order} is null
     * @throws IllegalStateException if the writer is closed, detached or in use
     */
    public void byteOrder(ByteOrder order) {
        Objects.requireNonNull(order, "order");
        owner.enter();
        byteOrder = order;
        owner.leave();
    }

    /**
     * The encoding of strings.
     *
     * @return by default {@link TextEncoding#UTF_8}
     */
    public TextEncoding textEncoding() {
        return textEncoding;
    }

    /**
     * Sets the encoding of the strings written from now on.
     *
     * @param encoding the encoding
     * @throws NullPointerException if {@code encoding} is null
     * @throws IllegalStateException if the writer is closed, detached or in use
     */
    public void textEncoding(TextEncoding encoding) {
        Objects.requireNonNull(encoding, "encoding");
        owner.enter();
        textEncoding = encoding;
        owner.leave();
    }

    /**
     * How much was written and not stored yet.
     *
     * @return a number of bytes, 0 to the limit
     * @throws IllegalStateException if the writer is closed, detached or in use
     */
    public int unstoredLength() {
        owner.enter();
        try {
            return unstored.length();
        } finally {
            owner.leave();
        }
    }

    /**
     * Writes one byte.
     *
     * @param value the byte, signed
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeByte(byte value) {
        append(number(Byte.BYTES).put(value).flip());
    }

    /**
     * Writes all of an array.
     *
     * @param value the bytes, which are copied
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeBytes(byte[] value) {
        Objects.requireNonNull(value, "value");
        append(ByteBuffer.wrap(value));
    }

    /**
     * Writes all that remains in a buffer, whose position is at its limit afterwards, as with the JDK's channels.
     *
     * @param value the bytes, which are copied; untouched if this throws
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeBytes(ByteBuffer value) {
        Objects.requireNonNull(value, "value");
        append(value);
    }

    /**
     * Writes a truth value as one byte.
     *
     * @param value true is 1, false is 0
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeBoolean(boolean value) {
        writeByte((byte) (value ? 1 : 0));
    }

    /**
     * Writes 16 bits in the {@link #byteOrder()}.
     *
     * @param value the number, signed
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeShort(short value) {
        append(number(Short.BYTES).putShort(value).flip());
    }

    /**
     * Writes 32 bits in the {@link #byteOrder()}.
     *
     * @param value the number, signed
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeInt(int value) {
        append(number(Integer.BYTES).putInt(value).flip());
    }

    /**
     * Writes 64 bits in the {@link #byteOrder()}.
     *
     * @param value the number, signed
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeLong(long value) {
        append(number(Long.BYTES).putLong(value).flip());
    }

    /**
     * Writes an IEEE 754 number of 32 bits in the {@link #byteOrder()}.
     *
     * @param value the number
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeFloat(float value) {
        append(number(Float.BYTES).putFloat(value).flip());
    }

    /**
     * Writes an IEEE 754 number of 64 bits in the {@link #byteOrder()}.
     *
     * @param value the number
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeDouble(double value) {
        append(number(Double.BYTES).putDouble(value).flip());
    }

    /**
     * Writes a GUID as 16 bytes: its first three numbers in the {@link #byteOrder()}, its last eight bytes as they are.
     *
     * @param value the GUID
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeGuid(UUID value) {
        Objects.requireNonNull(value, "value");
        append(Guids.bytes(value, byteOrder));
    }

    /**
     * Writes a moment as Windows does: 64 bits that count 100 ns since the start of 1601 in UTC; what is finer is cut off.
     *
     * @param value the moment
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalArgumentException if {@code value} is more than about 29,000 years from 1601 (P67)
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeInstant(Instant value) {
        Objects.requireNonNull(value, "value");
        writeLong(Ticks.of(value, "value"));
    }

    /**
     * Writes a length of time as Windows does: 64 bits that count 100 ns; what is finer is cut off.
     *
     * @param value the length of time, of either sign
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalArgumentException if {@code value} is longer than about 29,000 years (P67)
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public void writeDuration(Duration value) {
        Objects.requireNonNull(value, "value");
        writeLong(Ticks.of(value, "value"));
    }

    /**
     * Writes a string in the {@link #textEncoding()}, without its length and without an end mark.
     *
     * @param value the text
     * @return how many bytes it took, for those who write the length of a string before it
     * @throws CharacterCodingException if {@code value} has half a surrogate pair; nothing is written then
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalStateException if the writer is full, closed, detached or in use
     */
    public int writeString(String value) throws CharacterCodingException {
        Objects.requireNonNull(value, "value");
        ByteBuffer bytes = textEncoding.encode(value);
        int count = bytes.remaining();
        append(bytes);
        return count;
    }

    /**
     * Tells how many bytes {@link #writeString} would take, and writes nothing.
     *
     * @param value the text
     * @return a number of bytes
     * @throws CharacterCodingException if {@code value} has half a surrogate pair
     * @throws NullPointerException if {@code value} is null
     */
    public int measureString(String value) throws CharacterCodingException {
        Objects.requireNonNull(value, "value");
        return textEncoding.encode(value).remaining();
    }

    /**
     * Sends what is unstored, and flushes the stream: on a message socket this is one message (P31, P40). Waits as the
     * stream does. With nothing unstored it only flushes.
     *
     * @return how many bytes were sent
     * @throws IOException if the stream fails. If it failed to take the bytes they stay unstored, and how many of them
     *     went out is not known
     * @throws IllegalStateException if the writer has no stream, or is closed, detached or in use
     */
    public int store() throws IOException {
        owner.enter();
        try {
            OutputStream stream = owner.stream();
            int count = unstored.writeTo(stream);
            stream.flush();
            return count;
        } finally {
            owner.leave();
        }
    }

    /**
     * Flushes the stream. As in the model, and unlike in {@code java.io}, what is unstored stays so: {@link #store()} sends it.
     *
     * @throws IOException if the stream fails
     * @throws IllegalStateException if the writer has no stream, or is closed, detached or in use
     */
    public void flush() throws IOException {
        owner.enter();
        try {
            owner.stream().flush();
        } finally {
            owner.leave();
        }
    }

    /**
     * Takes out what is unstored; the writer goes on empty.
     *
     * @return the bytes that were unstored, in a buffer of the caller's own, in the {@link #byteOrder()}
     * @throws IllegalStateException if the writer is closed, detached or in use
     */
    public ByteBuffer detachBuffer() {
        owner.enter();
        try {
            return unstored.detach().order(byteOrder);
        } finally {
            owner.leave();
        }
    }

    /**
     * Gives the stream back, open, and ends this writer (P44, P52). What is unstored is dropped; store it, or take it out with
     * {@link #detachBuffer()}, before.
     *
     * @return the stream the writer was made with
     * @throws IllegalStateException if the writer has no stream, or is closed, detached or in use
     */
    public OutputStream detachStream() {
        owner.enter();
        try {
            return owner.detach();
        } finally {
            owner.leave();
        }
    }

    /**
     * Closes the stream, and ends this writer (P41, P51). What is unstored is dropped. From any thread; without effect
     * after the first time and after {@link #detachStream()}.
     *
     * @throws IOException if the stream fails to close
     */
    @Override
    public void close() throws IOException {
        owner.close();
    }

    private ByteBuffer number(int bytes) {
        return ByteBuffer.allocate(bytes).order(byteOrder);
    }

    private void append(ByteBuffer bytes) {
        owner.enter();
        try {
            unstored.append(bytes);
        } finally {
            owner.leave();
        }
    }
}
