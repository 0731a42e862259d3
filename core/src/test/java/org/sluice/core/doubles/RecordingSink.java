package org.sluice.core.doubles;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.FrameSink;

/** Records frames; blocks or fails when told; notices two calls at once. */
public final class RecordingSink implements FrameSink {

    /** What a frame was. */
    public enum Kind {
        TEXT,
        BINARY,
        PING,
        PONG,
        CLOSE
    }

    /** One frame; the payload of a close frame is its reason. */
    public record Frame(Kind kind, ByteBuffer payload, boolean last, int code) {

        public String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }

        public int size() {
            return payload.remaining();
        }

        /** Short form, such as "text:abc" or "binary:abc+" where more follows. */
        @Override
        public String toString() {
            return switch (kind) {
                case TEXT -> "text:" + text() + (last ? "" : "+");
                case BINARY -> "binary:" + text() + (last ? "" : "+");
                case PING -> "ping";
                case PONG -> "pong";
                case CLOSE -> "close:" + code + ":" + text();
            };
        }
    }

    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger aborts = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile @Nullable Gate gate;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Throwable binaryFailure;
    private volatile Runnable onAbort = () -> {};
    private volatile Runnable onClose = () -> {};

    /** From now on every call waits. */
    public Gate hold() {
        Gate made = new Gate();
        gate = made;
        return made;
    }

    public void failWith(@Nullable Throwable with) {
        failure = with;
    }

    /** Only binary frames fail. */
    public void failOnBinaryWith(Throwable with) {
        binaryFailure = with;
    }

    public void onAbort(Runnable action) {
        onAbort = action;
    }

    /** Runs after a close frame, as a peer that answers. */
    public void onClose(Runnable action) {
        onClose = action;
    }

    public List<Frame> frames() {
        return frames;
    }

    /** All frames in their short form. */
    public List<String> sent() {
        return frames.stream().map(Frame::toString).toList();
    }

    public RecordingSink awaitFrames(int count) {
        await().until(() -> frames.size() >= count);
        return this;
    }

    public boolean overlapped() {
        return overlapped;
    }

    public int aborts() {
        return aborts.get();
    }

    @Override
    public void text(String part, boolean last) throws IOException {
        take(Kind.TEXT, StandardCharsets.UTF_8.encode(part), last, 0);
    }

    @Override
    public void binary(ByteBuffer part, boolean last) throws IOException {
        take(Kind.BINARY, part, last, 0);
    }

    @Override
    public void ping(ByteBuffer payload) throws IOException {
        take(Kind.PING, payload, true, 0);
    }

    @Override
    public void pong(ByteBuffer payload) throws IOException {
        take(Kind.PONG, payload, true, 0);
    }

    @Override
    public void close(int code, String reason) throws IOException {
        take(Kind.CLOSE, StandardCharsets.UTF_8.encode(reason), true, code);
        onClose.run();
    }

    @Override
    public void abort() {
        aborts.incrementAndGet();
        onAbort.run();
    }

    private void take(Kind kind, ByteBuffer payload, boolean last, int code) throws IOException {
        overlapped |= inside.incrementAndGet() > 1;
        try {
            Gate held = gate;
            if (held != null) {
                held.pass();
            }
            throwIfFailure(failure);
            if (kind == Kind.BINARY) {
                throwIfFailure(binaryFailure);
            }
            ByteBuffer copy =
                    ByteBuffer.allocate(payload.remaining()).put(payload).flip();
            frames.add(new Frame(kind, copy, last, code));
        } finally {
            inside.decrementAndGet();
        }
    }

    private static void throwIfFailure(@Nullable Throwable now) throws IOException {
        if (now instanceof IOException checked) {
            throw checked;
        }
        if (now instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (now instanceof Error error) {
            throw error;
        }
    }
}
