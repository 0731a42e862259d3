package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sluice.core.frame.FrameDecoder;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.FrameHandler;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;

/** The thread that reads and the selector, which is the test's own, take turns at one line. */
class IntakePullTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(20);

    private final FakeLine line = new FakeLine(!direct());
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private boolean pausing;
    private Runnable onData = () -> {};
    private Runnable onPaused = () -> {};

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
            if (now) {
                onPaused.run();
            }
        }
    };

    private final FrameHandler frames = new FrameHandler() {
        @Override
        public boolean data(Opcode kind, boolean compressed, ByteBuffer part, boolean last) {
            events.add(kind.name().toLowerCase(Locale.ROOT) + ":" + StandardCharsets.UTF_8.decode(part));
            onData.run();
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

    // A server: what it receives is masked.
    private final Intake intake = new Intake(line, new FrameDecoder(Role.SERVER, false, frames), owner);

    /** Whether segments are outside the heap, or else arrays. */
    boolean direct() {
        return true;
    }

    private static byte[] text(String text) {
        return PeerFrames.text(Role.CLIENT, text);
    }

    private void start() {
        intake.release();
        line.run();
        events.clear();
    }

    @Test
    void aThreadThatPullsDecodesWhatIsThere() {
        start();
        line.receives(PeerFrames.join(text("a"), text("b")), text("c"));

        assertThat(intake.pull(LONG, null)).isTrue();
        assertThat(events).containsExactly("text:a", "text:b");
        assertThat(intake.pull(LONG, null)).isTrue();

        assertThat(events).containsExactly("text:a", "text:b", "text:c");
        assertThat(line.awaits).isZero();
    }

    @Test
    void whatIsReadAtOnceFitsIntoAnArrayOf64KiB() {
        start();
        byte[] frame = PeerFrames.binary(Role.CLIENT, 65_280);
        line.receives(PeerFrames.join(frame, frame, frame, frame));
        int prefix = "binary:".length();

        while (line.unread() > 0) {
            events.clear();
            assertThat(intake.pull(LONG, null)).isTrue();

            assertThat(events.stream()
                            .mapToInt(event -> event.length() - prefix)
                            .sum())
                    .isBetween(1, 64 * 1024);
        }
    }

    @Test
    void itWaitsForWhatIsNotThereYet() {
        start();
        line.meanwhile = () -> line.receives(text("a"));

        assertThat(intake.pull(LONG, null)).isTrue();

        assertThat(events).containsExactly("text:a");
        assertThat(line.awaits).isEqualTo(1);
    }

    @Test
    void theSelectorIsNotDisturbedWhileItIsInCharge() {
        start();
        line.receives(text("a"));
        assertThat(intake.pull(LONG, null)).isTrue();
        int reads = line.reads;

        intake.readable();

        assertThat(line.reading).isFalse();
        assertThat(line.reads).isEqualTo(reads);
    }

    @Test
    void theSelectorLeavesTheReadingToAThreadThatHasClaimedIt() {
        start();
        line.receives(text("a"));
        intake.claim();

        intake.readable();

        assertThat(line.reading).isFalse();
        assertThat(events).isEmpty();
        assertThat(intake.pull(LONG, null)).isTrue();
        assertThat(events).containsExactly("text:a");
    }

    @Test
    void aClaimWhileTheSelectorReadsHoldsFromItsNextReadOn() {
        start();
        line.receives(text("a"), text("b"));
        onData = intake::claim;

        intake.readable();
        intake.readable();

        assertThat(events).containsExactly("text:a");
        assertThat(line.reading).isFalse();
        assertThat(intake.pull(LONG, null)).isTrue();
        assertThat(events).containsExactly("text:a", "text:b");
    }

    @Test
    void theSelectorReadsWhereAClaimIsNotMadeGood() {
        start();
        intake.claim();
        line.receives(text("a"));
        intake.readable();
        assertThat(events).isEmpty();

        await().until(() -> line.waiting() > 0);
        line.run();
        intake.readable();

        assertThat(events).containsExactly("text:a");
    }

    @Test
    void aReleaseLeavesTheSelectorAloneWhereTheReadingIsClaimed() {
        start();
        pausing = true;
        line.receives(text("a"), text("b"));
        intake.readable();
        assertThat(intake.isPaused()).isTrue();
        pausing = false;

        intake.claim();
        intake.release();

        assertThat(line.waiting()).isZero();
        assertThat(intake.pull(LONG, null)).isTrue();
        assertThat(events).contains("text:a");
        assertThat(intake.pull(LONG, null)).isTrue();
        assertThat(events).contains("text:b");
    }

    @Test
    void theSelectorReadsOnceNothingCame() {
        start();
        assertThat(intake.pull(LONG, null)).isFalse();
        assertThat(line.awaiting).as("what awaiting needs is given back").isFalse();
        intake.readable();
        line.reading(false);
        line.run();
        assertThat(line.reading).isTrue();

        line.receives(text("a"));
        intake.readable();

        assertThat(events).containsExactly("text:a");
    }

    @Test
    void theSelectorReadsOnceNobodyPullsAnyMore() {
        start();
        line.meanwhile = () -> line.receives(text("a"));
        assertThat(intake.pull(LONG, null)).isTrue();
        intake.readable();
        assertThat(line.reading).isFalse();
        line.receives(PeerFrames.ping(Role.CLIENT, ""));

        await().until(() -> line.waiting() > 0);
        line.run();

        assertThat(events).containsExactly("text:a", "ping");
        assertThat(line.reading).isTrue();
        assertThat(line.awaiting).isFalse();
    }

    @Test
    void nobodyPullsBeforeTheFirstReleaseOrDuringAPause() {
        line.receives(text("a"));
        assertThat(intake.pull(LONG, null)).isFalse();
        assertThat(line.reads).isZero();
        start();
        pausing = true;
        line.receives(text("c"));
        assertThat(intake.pull(LONG, null)).isTrue();
        line.run();
        int reads = line.reads;

        assertThat(intake.pull(LONG, null)).isFalse();

        assertThat(line.reads).isEqualTo(reads);
        assertThat(events).containsExactly("text:c", "paused");
    }

    @Test
    void aPauseInAPullKeepsTheRestForWhoeverGoesOn() {
        start();
        pausing = true;
        line.receives(PeerFrames.join(text("a"), text("b"), text("c")));
        assertThat(intake.pull(LONG, null)).isTrue();
        assertThat(events).containsExactly("text:a", "paused");

        // The thread that pulls comes before the selector.
        intake.release();
        assertThat(intake.pull(LONG, null)).isTrue();
        assertThat(events).containsExactly("text:a", "paused", "resumed", "text:b", "paused");
        line.run();
        pausing = false;
        intake.release();
        line.run();

        assertThat(events).containsExactly("text:a", "paused", "resumed", "text:b", "paused", "resumed", "text:c");
        assertThat(line.reading).isTrue();
    }

    @Test
    void aReleaseWhileThePullThatPausedIsStillAtItIsNotLost() {
        start();
        pausing = true;
        line.receives(text("a"), text("b"));
        onPaused = () -> {
            pausing = false;
            intake.release();
            // The selector finds the thread at it.
            line.run();
        };
        assertThat(intake.pull(LONG, null)).isTrue();
        assertThat(events).containsExactly("text:a", "paused");

        line.run();

        assertThat(events).containsExactly("text:a", "paused", "resumed", "text:b");
        assertThat(line.reading).isTrue();
    }

    @Test
    void onlyOneThreadIsAtIt() {
        start();
        line.receives(text("a"));
        boolean[] other = {true};
        onData = () -> {
            other[0] = intake.pull(LONG, null);
            intake.readable();
        };

        assertThat(intake.pull(LONG, null)).isTrue();

        assertThat(other[0]).isFalse();
        assertThat(events).containsExactly("text:a");
    }

    @Test
    void aStopWaitsForTheThreadThatPulls() {
        start();
        line.receives(PeerFrames.join(text("a"), text("b")));
        onData = () -> {
            onData = () -> {};
            intake.stop(() -> events.add("stopped"));
            assertThat(events).containsExactly("text:a");
        };

        assertThat(intake.pull(LONG, null)).isTrue();

        assertThat(events).last().isEqualTo("stopped");
        assertThat(line.awaiting).isFalse();
        assertThat(line.stopsOfAwaiting).hasPositiveValue();
        assertThat(intake.pull(LONG, null)).isFalse();
    }

    @Test
    void aStopDuringTheWaitEndsIt() {
        start();
        line.meanwhile = () -> intake.stop(() -> events.add("stopped"));

        assertThat(intake.pull(LONG, null)).isFalse();

        assertThat(events).containsExactly("stopped");
        assertThat(line.awaiting).isFalse();
    }

    @Test
    void theEndAndFailuresAreToldAsByTheSelector() {
        start();
        line.peerEnds();
        assertThat(intake.pull(LONG, null)).isFalse();
        assertThat(events).containsExactly("ended:");
        events.clear();

        line.failReads(new IOException("Connection reset"));
        assertThat(intake.pull(LONG, null)).isFalse();
        assertThat(events).containsExactly("ended:Connection reset");
        events.clear();

        line.failReads(new ClosedChannelException());
        assertThat(intake.pull(LONG, null)).isFalse();
        assertThat(events).as("who closed it tells").isEmpty();
    }

    @Test
    void aBrokenProtocolIsToldAndTheSelectorLooksForTheEnd() {
        start();
        line.receives(new byte[] {(byte) 0xFF, 0x00});

        assertThat(intake.pull(LONG, null)).isFalse();
        assertThat(events).containsExactly("broken:1002");
        assertThat(intake.pull(LONG, null)).isFalse();
        line.receives(text("late"));
        line.run();
        line.peerEnds();
        intake.readable();

        assertThat(events).containsExactly("broken:1002", "ended:");
    }
}
