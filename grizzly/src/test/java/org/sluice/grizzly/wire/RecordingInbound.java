package org.sluice.grizzly.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.Inbound;

/** Records what a wire delivers to a socket, in short forms; asks for pauses when told. */
final class RecordingInbound implements Inbound {

    final List<String> events = new CopyOnWriteArrayList<>();
    volatile boolean pausing;
    volatile @Nullable Throwable cause;
    /** What a socket does that is told of a failure. */
    volatile Failed onFailed = (code, reason) -> {};

    interface Failed {
        void failed(int code, String reason);
    }

    @Override
    public boolean text(String part, boolean last) {
        events.add("text:" + part + (last ? "" : "+"));
        return !pausing;
    }

    @Override
    public boolean binary(ByteBuffer part, boolean last) {
        events.add("binary:" + part.remaining() + (last ? "" : "+"));
        return !pausing;
    }

    @Override
    public void pong(ByteBuffer payload) {
        events.add("pong:" + StandardCharsets.UTF_8.decode(payload));
    }

    @Override
    public void failed(int code, String reason) {
        events.add("failed:" + code);
        onFailed.failed(code, reason);
    }

    @Override
    public void stalled(Duration timeout) {
        events.add("stalled:" + timeout);
    }

    @Override
    public void closed(int code, String reason, @Nullable Throwable why) {
        cause = why;
        events.add("closed:" + code + ":" + reason);
    }
}
