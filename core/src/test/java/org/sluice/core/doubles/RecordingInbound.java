package org.sluice.core.doubles;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.Inbound;

/** Records what a port delivers, in short forms such as "binary:3+"; asks for pauses when told. */
public final class RecordingInbound implements Inbound {

    public final List<String> events = new CopyOnWriteArrayList<>();
    public final List<Integer> binarySizes = new CopyOnWriteArrayList<>();
    public volatile boolean pausing;
    public volatile @Nullable Throwable cause;

    @Override
    public boolean text(String part, boolean last) {
        events.add("text:" + part + (last ? "" : "+"));
        return !pausing;
    }

    @Override
    public boolean binary(ByteBuffer part, boolean last) {
        binarySizes.add(part.remaining());
        part.position(part.limit());
        events.add("binary:" + binarySizes.get(binarySizes.size() - 1) + (last ? "" : "+"));
        return !pausing;
    }

    @Override
    public void pong(ByteBuffer payload) {
        events.add("pong:" + StandardCharsets.UTF_8.decode(payload));
    }

    @Override
    public void failed(int code, String reason) {
        events.add("failed:" + code);
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
