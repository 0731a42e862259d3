package org.sluice.core.send;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.Draft;
import org.sluice.core.port.FrameSink;
import org.sluice.core.port.PromptSink;
import org.sluice.core.port.SharedFrame;

/** Counts what is wrong with what it is given, by rules of the test; millions of frames are too many to keep. */
abstract class CheckingSink implements FrameSink {

    /** Payload bytes of data. */
    final AtomicLong taken = new AtomicLong();

    final AtomicInteger pings = new AtomicInteger();
    final AtomicInteger wrong = new AtomicInteger();
    private final AtomicBoolean inside = new AtomicBoolean();

    /** The same for a lane whose senders write themselves. */
    FrameSink prompt() {
        return new Prompt(this);
    }

    /** Takes something, with nobody else inside. */
    final void alone(Runnable taking) {
        expect(inside.compareAndSet(false, true));
        taking.run();
        inside.set(false);
    }

    final void expect(boolean right) {
        if (!right) {
            wrong.incrementAndGet();
        }
    }

    @Override
    public void text(String part, boolean last) {
        throw new AssertionError("nobody sends text");
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
        throw new AssertionError("nobody sends bytes");
    }

    @Override
    public void ping(ByteBuffer payload) {
        alone(pings::incrementAndGet);
    }

    @Override
    public void pong(ByteBuffer payload) {
        throw new AssertionError("nobody sends pongs");
    }

    @Override
    public void close(int code, String reason) {
        throw new AssertionError("nobody closes");
    }

    @Override
    public void abort() {
        expect(false);
    }

    private record Prompt(CheckingSink checking) implements PromptSink {

        @Override
        public void text(String part, boolean last) {
            checking.text(part, last);
        }

        @Override
        public void binary(ByteBuffer part, boolean last) {
            checking.binary(part, last);
        }

        @Override
        public void ping(ByteBuffer payload) {
            checking.ping(payload);
        }

        @Override
        public void pong(ByteBuffer payload) {
            checking.pong(payload);
        }

        @Override
        public void close(int code, String reason) {
            checking.close(code, reason);
        }

        @Override
        public void abort() {
            checking.abort();
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public boolean ready(Runnable again) {
            return true;
        }

        @Override
        public @Nullable Draft draft() {
            return null;
        }

        @Override
        public void drafted(Draft draft, boolean last) {
            throw new AssertionError("nothing is lent");
        }

        @Override
        public boolean shares() {
            return false;
        }

        @Override
        public boolean sharedAtOnce(SharedFrame frame) {
            throw new AssertionError("nobody shares");
        }

        @Override
        public void shared(SharedFrame frame) {
            throw new AssertionError("nobody shares");
        }

        @Override
        public void flush(Runnable sent) {
            sent.run();
        }
    }
}
