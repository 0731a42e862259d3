package org.sluice.api.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * The values that a reader reads out of what it has loaded, and in which byte order and encoding; loading, and the stream, are left to
 * {@link DataReader}, of which all that is public here is a part. A class of its own only since they are two ideas; it has no other subclass.
 */
abstract sealed class LoadedValues permits DataReader {

    private final StreamOwner<?> owner;
    private final LoadedBytes loaded;
    private ByteOrder byteOrder = ByteOrder.BIG_ENDIAN;
    private TextEncoding textEncoding = TextEncoding.UTF_8;

    /** The owner keeps operations apart, those of the subclass too. */
    LoadedValues(StreamOwner<?> owner, LoadedBytes loaded) {
        this.owner = owner;
        this.loaded = loaded;
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
     * Sets the byte order of the numbers and GUIDs read from now on.
     *
     * @param order the byte order
     * @throws NullPointerException if {@code order} is null
     * @throws IllegalStateException if the reader is closed, detached or in use
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
     * Sets the encoding of the strings read from now on.
     *
     * @param encoding the encoding
     * @throws NullPointerException if {@code encoding} is null
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public void textEncoding(TextEncoding encoding) {
        Objects.requireNonNull(encoding, "encoding");
        owner.enter();
        textEncoding = encoding;
        owner.leave();
    }

    /**
     * How much is loaded and not read yet.
     *
     * @return a number of bytes, 0 or greater
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public int unconsumedLength() {
        owner.enter();
        try {
            return loaded.length();
        } finally {
            owner.leave();
        }
    }

    /**
     * Reads one byte.
     *
     * @return the byte, signed
     * @throws IndexOutOfBoundsException if none is loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public byte readByte() {
        return consume(Byte.BYTES).get();
    }

    /**
     * Reads an array of bytes.
     *
     * @param count how many, 0 or greater
     * @return a new array of this length
     * @throws IllegalArgumentException if {@code count} is negative (P67)
     * @throws IndexOutOfBoundsException if fewer are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public byte[] readBytes(int count) {
        return consume(count).array();
    }

    /**
     * Fills an array with the next bytes.
     *
     * @param target the array to fill to its end
     * @throws NullPointerException if {@code target} is null
     * @throws IndexOutOfBoundsException if fewer bytes are loaded than it has room for
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public void readBytes(byte[] target) {
        Objects.requireNonNull(target, "target");
        consume(target.length).get(target);
    }

    /**
     * Reads bytes as a buffer.
     *
     * @param count how many, 0 or greater
     * @return a new buffer of the caller's own, in the {@link #byteOrder()}
     * @throws IllegalArgumentException if {@code count} is negative (P67)
     * @throws IndexOutOfBoundsException if fewer are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public ByteBuffer readBuffer(int count) {
        return consume(count);
    }

    /**
     * Reads one byte as a truth value.
     *
     * @return false for 0, true for anything else
     * @throws IndexOutOfBoundsException if none is loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public boolean readBoolean() {
        return readByte() != 0;
    }

    /**
     * Reads 16 bits in the {@link #byteOrder()}.
     *
     * @return the number, signed; {@link Short#toUnsignedInt} makes it unsigned
     * @throws IndexOutOfBoundsException if fewer than 2 bytes are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public short readShort() {
        return consume(Short.BYTES).getShort();
    }

    /**
     * Reads 32 bits in the {@link #byteOrder()}.
     *
     * @return the number, signed; {@link Integer#toUnsignedLong} makes it unsigned
     * @throws IndexOutOfBoundsException if fewer than 4 bytes are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public int readInt() {
        return consume(Integer.BYTES).getInt();
    }

    /**
     * Reads 64 bits in the {@link #byteOrder()}.
     *
     * @return the number, signed
     * @throws IndexOutOfBoundsException if fewer than 8 bytes are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public long readLong() {
        return consume(Long.BYTES).getLong();
    }

    /**
     * Reads an IEEE 754 number of 32 bits in the {@link #byteOrder()}.
     *
     * @return the number
     * @throws IndexOutOfBoundsException if fewer than 4 bytes are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public float readFloat() {
        return consume(Float.BYTES).getFloat();
    }

    /**
     * Reads an IEEE 754 number of 64 bits in the {@link #byteOrder()}.
     *
     * @return the number
     * @throws IndexOutOfBoundsException if fewer than 8 bytes are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public double readDouble() {
        return consume(Double.BYTES).getDouble();
    }

    /**
     * Reads a GUID from 16 bytes: its first three numbers in the {@link #byteOrder()}, its last eight bytes as they are.
     *
     * @return the GUID
     * @throws IndexOutOfBoundsException if fewer than 16 bytes are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public UUID readGuid() {
        return Guids.read(consume(Guids.BYTES));
    }

    /**
     * Reads a moment as Windows writes it: 64 bits that count 100 ns since the start of 1601 in UTC.
     *
     * @return the moment
     * @throws IndexOutOfBoundsException if fewer than 8 bytes are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public Instant readInstant() {
        return Ticks.instant(readLong());
    }

    /**
     * Reads a length of time as Windows writes it: 64 bits that count 100 ns.
     *
     * @return the length of time, of either sign
     * @throws IndexOutOfBoundsException if fewer than 8 bytes are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public Duration readDuration() {
        return Ticks.duration(readLong());
    }

    /**
     * Reads a string in the {@link #textEncoding()}.
     *
     * @param codeUnits its length in code units, 0 or greater: as in the model, bytes for UTF-8 and pairs of bytes for UTF-16
     * @return the text
     * @throws CharacterCodingException if the bytes are malformed, or end amid a character; nothing is consumed then
     * @throws IllegalArgumentException if {@code codeUnits} is negative (P67)
     * @throws IndexOutOfBoundsException if fewer are loaded
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public String readString(int codeUnits) throws CharacterCodingException {
        if (codeUnits < 0) {
            throw new IllegalArgumentException("codeUnits: " + codeUnits + " is negative");
        }
        owner.enter();
        try {
            // Out of range for an int is out of what is loaded as well.
            long bytes = (long) codeUnits * textEncoding.codeUnitBytes();
            return decode((int) Math.min(bytes, Integer.MAX_VALUE));
        } finally {
            owner.leave();
        }
    }

    /**
     * Reads all that is loaded as one string in the {@link #textEncoding()}: of a received message, its whole text (P32).
     *
     * @return the text, empty if nothing is loaded
     * @throws CharacterCodingException if the bytes are malformed, or end amid a character; nothing is consumed then
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public String readString() throws CharacterCodingException {
        owner.enter();
        try {
            return decode(loaded.length());
        } finally {
            owner.leave();
        }
    }

    private String decode(int bytes) throws CharacterCodingException {
        String text = textEncoding.decode(loaded.peek(bytes));
        loaded.skip(bytes);
        return text;
    }

    /**
     * Takes out what is loaded and not read; the reader goes on with nothing loaded.
     *
     * @return the bytes, in a buffer of the caller's own, in the {@link #byteOrder()}
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public ByteBuffer detachBuffer() {
        owner.enter();
        try {
            return ByteBuffer.wrap(loaded.detach()).order(byteOrder);
        } finally {
            owner.leave();
        }
    }

    /** A copy, so that no one sees a later load through it. */
    private ByteBuffer consume(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count: " + count + " is negative");
        }
        owner.enter();
        try {
            byte[] taken = new byte[Math.min(count, loaded.length())];
            loaded.peek(count).get(taken);
            loaded.skip(count);
            return ByteBuffer.wrap(taken).order(byteOrder);
        } finally {
            owner.leave();
        }
    }
}
