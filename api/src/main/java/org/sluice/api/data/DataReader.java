package org.sluice.api.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Loads bytes from an {@link InputStream} and reads typed values out of what is loaded (P32, P47). Only {@link #load}
 * touches the stream, and may wait; a read never does: asked for more than is loaded it throws
 * {@link IndexOutOfBoundsException}, and consumes nothing.
 *
 * <p>The reader owns its stream: {@link #close()} closes both, and {@link #detachStream()} gives the stream back. After
 * either every call but {@code close} throws {@link IllegalStateException}.
 *
 * <p>Not for several threads at once: an operation during another one throws {@link IllegalStateException}. Only
 * {@code close} may come from any thread, and ends a load that waits as far as the stream's own close does.
 */
public final class DataReader implements Closeable {

    /** The most that {@link InputOption#READ_AHEAD} adds to a load, in bytes. */
    private static final int AHEAD = 8 * 1024;

    private final StreamOwner<InputStream> owner;
    private final LoadedBytes loaded;
    private Set<InputOption> inputOptions = Set.of();
    private ByteOrder byteOrder = ByteOrder.BIG_ENDIAN;
    private TextEncoding textEncoding = TextEncoding.UTF_8;

    private DataReader(@Nullable InputStream stream, LoadedBytes loaded) {
        this.owner = new StreamOwner<>("DataReader", stream);
        this.loaded = loaded;
    }

    /**
     * Makes a reader on a stream, which it owns from now on. Nothing is loaded yet.
     *
     * @param stream where {@link #load} gets the bytes
     * @throws NullPointerException if {@code stream} is null
     */
    public DataReader(InputStream stream) {
        this(Objects.requireNonNull(stream, "stream"), new LoadedBytes());
    }

    /**
     * Makes a reader of bytes that are all there: no load is needed, and a load returns 0.
     *
     * @param bytes the bytes, which are copied; the buffer stays as it is
     * @return a new reader without a stream
     * @throws NullPointerException if {@code bytes} is null
     */
    public static DataReader fromBuffer(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return new DataReader(null, new LoadedBytes(copy));
    }

    /**
     * Makes a reader of bytes that are all there: no load is needed, and a load returns 0.
     *
     * @param bytes the bytes, which are copied
     * @return a new reader without a stream
     * @throws NullPointerException if {@code bytes} is null
     */
    public static DataReader fromBuffer(byte[] bytes) {
        return fromBuffer(ByteBuffer.wrap(Objects.requireNonNull(bytes, "bytes")));
    }

    /**
     * How loads go about it.
     *
     * @return by default none; not modifiable
     */
    public Set<InputOption> inputOptions() {
        return inputOptions;
    }

    /**
     * Sets how the loads from now on go about it.
     *
     * @param options all options that apply; none at all to make a load wait for exactly what it is asked for
     * @throws NullPointerException if {@code options} or one of them is null
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public void inputOptions(InputOption... options) {
        Objects.requireNonNull(options, "options");
        Set<InputOption> chosen = EnumSet.noneOf(InputOption.class);
        for (InputOption option : options) {
            chosen.add(Objects.requireNonNull(option, "options has a null"));
        }
        owner.enter();
        inputOptions = Set.copyOf(chosen);
        owner.leave();
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
     * Loads more bytes from the stream, behind those already loaded. It completes when {@code count} bytes came or the
     * stream ended; with {@link InputOption#PARTIAL} as soon as at least one byte came or the stream ended (P32, P47).
     * With {@link InputOption#READ_AHEAD} it may bring up to 8192 bytes more than {@code count}, never waiting for them.
     *
     * @param count how many bytes to load, 0 or greater
     * @return how many bytes came: less than {@code count} without {@code PARTIAL}, or 0 for a positive {@code count} with it,
     *     mean that the stream has ended
     * @throws IOException if the stream fails; what came before is loaded
     * @throws IllegalArgumentException if {@code count} is negative, or more than a reader can hold together with what
     *     is loaded already (about 2 GiB) (P67)
     * @throws IllegalStateException if the reader is closed, detached or in use
     */
    public int load(int count) throws IOException {
        if (count < 0) {
            throw new IllegalArgumentException("count: " + count + " is negative");
        }
        owner.enter();
        try {
            if (count > loaded.room()) {
                throw new IllegalArgumentException("count: " + count + " is more than the reader can hold above the "
                        + loaded.length() + " bytes loaded; read some of them first");
            }
            return owner.hasStream() ? loadFrom(owner.stream(), count) : 0;
        } finally {
            owner.leave();
        }
    }

    private int loadFrom(InputStream stream, int count) throws IOException {
        int came = 0;
        while (came < count) {
            int some = loaded.fill(stream, count - came);
            if (some < 0) {
                return came;
            }
            came += some;
            if (came > 0 && inputOptions.contains(InputOption.PARTIAL)) {
                break;
            }
        }
        return came + ahead(stream);
    }

    private int ahead(InputStream stream) throws IOException {
        if (!inputOptions.contains(InputOption.READ_AHEAD)) {
            return 0;
        }
        int more = Math.min(AHEAD, Math.min(stream.available(), loaded.room()));
        return more > 0 ? Math.max(0, loaded.fill(stream, more)) : 0;
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

    /**
     * Gives the stream back, open, and ends this reader. What is loaded and not read is dropped; take it out with
     * {@link #detachBuffer()} before.
     *
     * @return the stream the reader was made with
     * @throws IllegalStateException if the reader has no stream, or is closed, detached or in use
     */
    public InputStream detachStream() {
        owner.enter();
        try {
            return owner.detach();
        } finally {
            owner.leave();
        }
    }

    /**
     * Closes the stream, and ends this reader. From any thread; without effect after the first time and after
     * {@link #detachStream()}.
     *
     * @throws IOException if the stream fails to close
     */
    @Override
    public void close() throws IOException {
        owner.close();
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
