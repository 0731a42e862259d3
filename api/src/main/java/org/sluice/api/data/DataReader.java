package org.sluice.api.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
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
public final class DataReader extends LoadedValues implements Closeable {

    /** The most that {@link InputOption#READ_AHEAD} adds to a load, in bytes. */
    private static final int AHEAD = 8 * 1024;

    private final StreamOwner<InputStream> owner;
    private final LoadedBytes loaded;
    private Set<InputOption> inputOptions = Set.of();

    private DataReader(StreamOwner<InputStream> owner, LoadedBytes loaded) {
        super(owner, loaded);
        this.owner = owner;
        this.loaded = loaded;
    }

    private static StreamOwner<InputStream> owner(@Nullable InputStream stream) {
        return new StreamOwner<>("DataReader", stream);
    }

    /**
     * Makes a reader on a stream, which it owns from now on. Nothing is loaded yet.
     *
     * @param stream where {@link #load} gets the bytes
     * @throws NullPointerException if {@code stream} is null
     */
    public DataReader(InputStream stream) {
        this(owner(Objects.requireNonNull(stream, "stream")), new LoadedBytes());
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
        return new DataReader(owner(null), new LoadedBytes(copy));
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
}
