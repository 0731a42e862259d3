package org.sluice.core.doubles;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.DirectConnection;
import org.sluice.core.port.Draft;
import org.sluice.core.port.Inbound;
import org.sluice.core.port.SharedFrame;

/** An engine's own connection: what is sent stays with it, and what it should deliver comes from the test. */
public final class FakeDirect implements DirectConnection {

    public final PromptSinkDouble sink = new PromptSinkDouble();
    public final RecordingBrake brake = new RecordingBrake();
    public @Nullable Inbound inbound;
    public @Nullable Duration stallTimeout;
    public @Nullable Duration idleTimeout;
    public int attached;
    public boolean compressing;
    public volatile long received;

    @Override
    public void attach(Inbound to, Duration stall, Duration idle) {
        inbound = to;
        stallTimeout = stall;
        idleTimeout = idle;
        attached++;
    }

    @Override
    public void compress(boolean on) {
        compressing = on;
    }

    @Override
    public List<String> extensions() {
        return List.of("x-direct");
    }

    @Override
    public boolean hasRoom() {
        return sink.hasRoom();
    }

    @Override
    public boolean ready(Runnable again) {
        return sink.ready(again);
    }

    @Override
    public @Nullable Draft draft() {
        return sink.draft();
    }

    @Override
    public void drafted(Draft draft, boolean last) throws IOException {
        sink.drafted(draft, last);
    }

    @Override
    public void flush(Runnable sent) throws IOException {
        sink.flush(sent);
    }

    @Override
    public void text(String part, boolean last) throws IOException {
        sink.text(part, last);
    }

    @Override
    public void binary(ByteBuffer part, boolean last) throws IOException {
        sink.binary(part, last);
    }

    @Override
    public boolean shares() {
        return sink.shares();
    }

    @Override
    public void shared(SharedFrame frame) throws IOException {
        sink.shared(frame);
    }

    @Override
    public boolean sharedAtOnce(SharedFrame frame) throws IOException {
        return sink.sharedAtOnce(frame);
    }

    @Override
    public void ping(ByteBuffer payload) throws IOException {
        sink.ping(payload);
    }

    @Override
    public void pong(ByteBuffer payload) throws IOException {
        sink.pong(payload);
    }

    @Override
    public long signsOfLife() {
        return received;
    }

    @Override
    public void close(int code, String reason) throws IOException {
        sink.close(code, reason);
    }

    @Override
    public void abort() {
        sink.abort();
    }

    @Override
    public void release() {
        brake.release();
    }

    @Override
    public boolean pull(long nanos, @Nullable ByteBuffer place) {
        return brake.pull(nanos, place);
    }

    @Override
    public void claim() {
        brake.claim();
    }

    @Override
    public void progress() {
        brake.progress();
    }

    @Override
    public InetSocketAddress localAddress() {
        return InetSocketAddress.createUnresolved("here", 1);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return InetSocketAddress.createUnresolved("there", 2);
    }
}
