package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.frame.FrameDecoder;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.FrameHandler;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;

class IntakeTest {

    private final FakeLine line = new FakeLine();
    private final List<String> events = new ArrayList<>();
    /** Whether the receiver asks for a pause at each message. */
    private boolean pausing;
    /** Whether it is released before it has asked. */
    private boolean releasedBefore;

    private @Nullable RuntimeException receiverFailure;
    private @Nullable Runnable onData;

    private final Intake.Owner owner = new Intake.Owner() {
        @Override
        public void broken(FrameException failure) {
            events.add("broken:" + failure.closeCode());
        }

        @Override
        public boolean goOn() {
            return true;
        }

        @Override
        public void ended(@Nullable IOException failure) {
            events.add("ended:" + (failure == null ? "" : failure.getMessage()));
        }

        @Override
        public void paused(boolean now) {
            events.add(now ? "paused" : "resumed");
        }
    };

    private final FrameHandler frames = new FrameHandler() {
        @Override
        public boolean data(Opcode kind, boolean compressed, ByteBuffer part, boolean last) {
            events.add(kind == Opcode.TEXT ? "text:" + ascii(part) : "binary:" + part.remaining());
            if (receiverFailure != null) {
                throw receiverFailure;
            }
            if (onData != null) {
                onData.run();
            }
            if (releasedBefore) {
                intake().release();
            }
            return !pausing;
        }

        @Override
        public void ping(ByteBuffer payload) {
            events.add("ping");
        }

        @Override
        public void pong(ByteBuffer payload) {
            events.add("pong");
        }

        @Override
        public void close(int code, String reason) {
            events.add("close:" + code);
        }
    };

    private final Intake intake = new Intake(line, new FrameDecoder(Role.CLIENT, false, frames), owner);

    private Intake intake() {
        return intake;
    }

    private static String ascii(ByteBuffer part) {
        StringBuilder text = new StringBuilder();
        while (part.hasRemaining()) {
            text.append((char) part.get());
        }
        return text.toString();
    }

    private static byte[] texts(String... texts) {
        byte[][] frames = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            frames[i] = PeerFrames.text(Role.SERVER, texts[i]);
        }
        return PeerFrames.join(frames);
    }

    private void start() {
        intake.release();
        line.run();
        events.clear();
    }

    private void readable() {
        intake.readable();
        line.run();
    }

    @Test
    void nothingIsReadBeforeTheFirstRelease() {
        line.receives(texts("a"));
        readable();
        assertThat(events).isEmpty();
        assertThat(line.reads).isZero();
        assertThat(line.reading).isFalse();

        intake.release();
        assertThat(events).as("on the selector").isEmpty();
        line.run();

        assertThat(events).containsExactly("resumed", "text:a");
        assertThat(line.reading).isTrue();
    }

    @Test
    @DisplayName(
            "S keep-alive: every byte counts as received when it is read, in the middle of a header or a frame too")
    void everyByteCounts() {
        byte[] all = texts("abc");
        intake.startWith(ByteBuffer.wrap(all, 0, 1));
        assertThat(intake.received()).isEqualTo(1);
        start();
        for (int i = 1; i < all.length; i++) {
            line.receives(new byte[] {all[i]});
            readable();
            assertThat(intake.received()).isEqualTo(i + 1);
        }
    }

    @Test
    void whatCameWithTheHandshakeIsDecodedFirst() {
        byte[] all = texts("a", "b");
        intake.startWith(ByteBuffer.wrap(all, 0, 4));
        line.receives(Arrays.copyOfRange(all, 4, all.length));

        intake.release();
        line.run();

        assertThat(events).containsExactly("resumed", "text:a", "text:b");
    }

    @Test
    void aPauseInTheMiddleOfABufferKeepsTheRestAndReadsNoMore() {
        start();
        pausing = true;
        line.receives(texts("a", "b", "c"), texts("d"));
        readable();
        assertThat(events).containsExactly("text:a", "paused");
        assertThat(line.reading).isFalse();
        assertThat(intake.isPaused()).isTrue();
        int reads = line.reads;
        readable();
        assertThat(line.reads).isEqualTo(reads);

        intake.release();
        line.run();
        assertThat(events).containsExactly("text:a", "paused", "resumed", "text:b", "paused");
        pausing = false;
        intake.release();
        line.run();
        readable();

        assertThat(events)
                .containsExactly("text:a", "paused", "resumed", "text:b", "paused", "resumed", "text:c", "text:d");
        assertThat(line.reading).isTrue();
    }

    @Test
    void othersMayReadIntoTheSameBufferDuringAPause() {
        start();
        pausing = true;
        line.receives(texts("aaaa", "bbbb"));
        readable();

        FakeLine otherLine = new FakeLine();
        Intake other = new Intake(otherLine, new FrameDecoder(Role.CLIENT, false, frames), owner);
        pausing = false;
        other.release();
        otherLine.receives(texts("xxxxxxxx", "yyyyyyyy"));
        otherLine.run();
        events.clear();
        intake.release();
        line.run();

        assertThat(events).containsExactly("resumed", "text:bbbb");
    }

    @Test
    void aReleaseThatComesBeforeItsPauseLetsItNotBegin() {
        start();
        pausing = true;
        releasedBefore = true;
        line.receives(texts("a", "b", "c"));

        readable();

        assertThat(events).containsExactly("text:a", "text:b", "text:c");
        assertThat(intake.isPaused()).isFalse();
        releasedBefore = false;
        line.receives(texts("d"));
        readable();
        assertThat(events).endsWith("text:d", "paused");
    }

    @Test
    void aReleaseOfAnotherThreadIsFollowedByTheSelector() throws Exception {
        start();
        pausing = true;
        line.receives(texts("a"), texts("b"));
        readable();
        pausing = false;

        CompletableFuture.runAsync(intake::release).get(20, TimeUnit.SECONDS);
        assertThat(events).containsExactly("text:a", "paused");
        line.run();

        assertThat(events).containsExactly("text:a", "paused", "resumed", "text:b");
    }

    @Test
    void aReleaseInTheVeryMomentOfThePauseIsNotLost() throws Exception {
        start();
        pausing = true;
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        onData = asked::incrementAndGet;
        Thread releasing = new Thread(() -> {
            for (int released = 0; !over.get(); ) {
                if (asked.get() > released) {
                    released++;
                    // At another point of the pause each time.
                    for (int spins = released % 200; spins > 0; spins--) {
                        Thread.onSpinWait();
                    }
                    intake.release();
                }
            }
        });
        releasing.start();
        try {
            for (int i = 1; i <= 10_000; i++) {
                line.receives(texts("a"));
                intake.readable();
                int messages = i;
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                while (asked.get() < messages || intake.isPaused() || !line.reading) {
                    line.run();
                    assertThat(System.nanoTime())
                            .as("message %s is read, and the line after it", i)
                            .isLessThan(deadline);
                }
                events.clear();
            }
        } finally {
            over.set(true);
            releasing.join();
        }
    }

    @Test
    void aPauseAfterTheLastByteOfABufferHasNoRest() {
        start();
        pausing = true;
        line.receives(texts("a"));
        readable();
        pausing = false;
        line.receives(texts("b"));
        intake.release();
        line.run();

        assertThat(events).containsExactly("text:a", "paused", "resumed", "text:b");
    }

    @Test
    void afterABrokenProtocolOnlyTheEndIsLookedFor() {
        start();
        line.receives(new byte[] {(byte) 0xFF, 0x00}, texts("late"));
        readable();
        readable();
        assertThat(events).containsExactly("broken:1002");
        assertThat(line.unread()).as("still read, so that the end is seen").isZero();

        line.peerEnds();
        readable();

        assertThat(events).containsExactly("broken:1002", "ended:");
    }

    @Test
    void droppingEndsAPauseAndForgetsTheRest() {
        start();
        pausing = true;
        line.receives(texts("a", "b"), texts("c"));
        readable();

        intake.drop();
        line.run();
        line.peerEnds();
        readable();

        assertThat(events).containsExactly("text:a", "paused", "resumed", "ended:");
        assertThat(line.unread()).isZero();
    }

    @Test
    void aReceiverThatDropsInItsOwnCallGetsNoMoreAndNoPause() {
        start();
        pausing = true;
        onData = intake::drop;
        line.receives(texts("a", "b"), texts("c"));

        readable();
        readable();

        assertThat(events).containsExactly("text:a");
        assertThat(intake.isPaused()).isFalse();
    }

    @Test
    void onceStoppedNothingIsReadOrDecoded() {
        start();
        pausing = true;
        line.receives(texts("a", "b"), texts("c"));
        readable();
        intake.stop(() -> events.add("stopped"));
        int reads = line.reads;

        intake.release();
        line.run();
        readable();

        assertThat(events).containsExactly("text:a", "paused", "stopped");
        assertThat(line.reads).isEqualTo(reads);
        assertThat(line.reading).isFalse();
    }

    @Test
    void aReceiverThatStopsItInItsOwnCallGetsNoMore() {
        start();
        pausing = true;
        onData = () -> intake.stop(() -> events.add("stopped"));
        line.mayHaveMore = true;
        line.receives(texts("a", "b"), texts("c"));

        readable();

        assertThat(events).containsExactly("text:a", "stopped");
    }

    @Test
    void anExceptionOfTheReceiverEndsTheConnection() {
        start();
        receiverFailure = new IllegalStateException("a fault");
        line.receives(texts("a"));

        readable();

        assertThat(events).containsExactly("text:a", "ended:taking what was received failed");
    }

    @Test
    void aLineThatFailsEndsTheConnectionWithItsFailure() {
        start();
        line.receives(texts("a"));
        line.mayHaveMore = true;
        line.failReads(new IOException("Connection reset"));

        readable();

        assertThat(events).containsExactly("text:a", "ended:Connection reset");
    }

    @Test
    void theEndOfThePeerIsTold() {
        start();
        line.peerEnds();

        readable();

        assertThat(events).containsExactly("ended:");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void otherConnectionsHaveTheirTurnAfterSomeReads(boolean dropping) {
        start();
        line.mayHaveMore = true;
        for (int i = 0; i < 100; i++) {
            line.receives(texts("a"));
        }
        if (dropping) {
            intake.drop();
        }
        int before = line.reads;

        intake.readable();

        assertThat(line.reads - before).isBetween(1, 32);
        assertThat(line.waiting()).as("goes on behind the others").isEqualTo(1);
        line.run();
        assertThat(events).hasSize(dropping ? 0 : 100);
        assertThat(line.unread()).isZero();
    }

    @Test
    void aLineThatAlwaysMayHaveMoreIsReadUntilItHasNone() {
        start();
        line.mayHaveMore = true;
        line.receives(texts("a"), texts("b"));

        intake.readable();

        assertThat(events).containsExactly("text:a", "text:b");
        assertThat(line.reads).isEqualTo(1 + 3);
        assertThat(line.waiting()).isZero();
    }

    @Test
    void whatALineKeepsDuringAPauseIsReadAfterItWithoutAnEvent() {
        start();
        line.mayHaveMore = true;
        pausing = true;
        line.receives(texts("a"), texts("b"));
        readable();
        assertThat(events).containsExactly("text:a", "paused");
        pausing = false;

        intake.release();
        line.run();

        assertThat(events).containsExactly("text:a", "paused", "resumed", "text:b");
    }

    @Test
    void aTurnThatComesAfterAPauseReadsNothing() {
        start();
        line.mayHaveMore = true;
        for (int i = 0; i < 17; i++) {
            line.receives(texts("a"));
        }
        intake.readable();
        assertThat(line.waiting()).isEqualTo(1);
        pausing = true;
        intake.readable();
        int reads = line.reads;

        line.run();

        assertThat(line.reads).isEqualTo(reads);
        assertThat(events).endsWith("paused");
    }
}
