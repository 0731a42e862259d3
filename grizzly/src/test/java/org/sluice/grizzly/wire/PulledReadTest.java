package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.frame.FrameDecoder;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.FrameHandler;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;

/** A client's thread that pulls gives a place for what comes. */
class PulledReadTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(20);
    private static final int FRAME = 65_280;
    private static final int PLACE = 64 * 1024;

    private final FakeLine line = new FakeLine();
    private final Random random = new Random(7);
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private final List<String> parts = new ArrayList<>();
    private @Nullable ByteBuffer place;
    /** One of so many parts brings a pause; 0 is none. */
    private int pauses;

    private final FrameHandler frames = new FrameHandler() {
        @Override
        public boolean data(Opcode kind, boolean compressed, ByteBuffer part, boolean last) {
            parts.add((isPlace(part) ? "straight:" : "copied:") + part.remaining());
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            got.writeBytes(bytes);
            return pauses == 0 || random.nextInt(pauses) > 0;
        }

        @SuppressWarnings("ReferenceEquality")
        private boolean isPlace(ByteBuffer part) {
            return part == place;
        }

        @Override
        public void ping(ByteBuffer payload) {
            parts.add("ping");
        }

        @Override
        public void pong(ByteBuffer payload) {
            throw new AssertionError("nobody sends one");
        }

        @Override
        public void close(int code, String reason) {
            parts.add("close:" + code);
        }
    };

    private final Intake.Owner owner = new Intake.Owner() {
        @Override
        public void broken(FrameException failure) {
            throw new AssertionError(failure);
        }

        @Override
        public boolean goOn() {
            return true;
        }

        @Override
        public void ended(@Nullable IOException failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void paused(boolean now) {}
    };

    private final Intake intake = new Intake(line, new FrameDecoder(Role.CLIENT, false, frames), owner);

    @BeforeEach
    void start() {
        intake.release();
        line.run();
    }

    private byte[] binary(int size) {
        byte[] payload = new byte[size];
        random.nextBytes(payload);
        content.writeBytes(payload);
        return PeerFrames.frame(Role.SERVER, Opcode.BINARY, true, payload);
    }

    private void pull(int room) {
        pull(ByteBuffer.allocateDirect(room));
    }

    private void pull(ByteBuffer into) {
        place = into;
        assertThat(intake.pull(LONG, into)).isTrue();
    }

    @Test
    void fromTheSecondFrameOnPayloadsComeStraightAndHeadersBehindThem() {
        byte[] all = new byte[0];
        for (int i = 0; i < 6; i++) {
            all = PeerFrames.join(all, binary(FRAME));
        }
        line.receives(all);

        int before = line.reads;

        for (int i = 0; i < 6; i++) {
            pull(PLACE);
        }

        int overlap = 65_544 - FRAME - 8;
        assertThat(parts)
                .containsExactly(
                        "copied:65280",
                        "copied:" + overlap,
                        "straight:" + (FRAME - overlap),
                        "copied:6",
                        "straight:65274",
                        "copied:6",
                        "straight:65274",
                        "copied:6",
                        "straight:65274",
                        "copied:6",
                        "straight:65274");
        assertThat(line.reads - before).isEqualTo(6);
        assertThat(got.toByteArray()).isEqualTo(content.toByteArray());
    }

    @Test
    void aFrameLargerThanThePlaceFillsItAndLeavesNothingOver() {
        line.receives(binary(5 * PLACE));
        pull(PLACE);
        parts.clear();

        pull(PLACE);
        pull(20_000);

        assertThat(parts).containsExactly("straight:" + PLACE, "straight:20000");
    }

    @Test
    void noMoreIsTakenThanThePlaceHasRoomFor() {
        line.receives(PeerFrames.join(binary(PLACE + FRAME / 2), binary(PLACE), binary(PLACE)));
        pull(PLACE);
        int last = PLACE + FRAME / 2 - (65_544 - 10);
        parts.clear();

        pull(last + 3);

        assertThat(parts).as("three bytes of the next header").containsExactly("straight:" + last);
    }

    @Test
    void littleIsCopied() {
        line.receives(PeerFrames.join(binary(70_000), binary(100)));
        pull(PLACE);
        parts.clear();

        pull(PLACE);

        assertThat(parts).containsExactly("copied:" + (70_000 - (65_544 - 10)), "copied:100");
    }

    @Test
    void aPlaceOnTheHeapIsOne() {
        line.receives(PeerFrames.join(binary(FRAME), binary(FRAME)));

        pull(ByteBuffer.allocate(PLACE));
        pull(ByteBuffer.allocate(PLACE));

        assertThat(got.toByteArray()).isEqualTo(content.toByteArray());
    }

    @Test
    void nothingIsChangedWhereNothingComes() {
        line.receives(Arrays.copyOf(binary(FRAME), 1_000));
        pull(PLACE);
        ByteBuffer untouched = ByteBuffer.allocateDirect(PLACE).position(5).limit(PLACE - 5);
        place = untouched;

        assertThat(intake.pull(1, untouched)).isFalse();

        assertThat(untouched.position()).isEqualTo(5);
        assertThat(untouched.limit()).isEqualTo(PLACE - 5);
    }

    @Test
    void controlFramesBetweenAndACloseFrameBehindAreFound() {
        line.receives(PeerFrames.join(
                binary(FRAME),
                PeerFrames.ping(Role.SERVER, "p"),
                binary(FRAME),
                PeerFrames.ping(Role.SERVER, "p"),
                PeerFrames.close(Role.SERVER, 1000, "")));

        while (line.unread() > 0) {
            pull(PLACE);
        }

        assertThat(got.toByteArray()).isEqualTo(content.toByteArray());
        assertThat(parts.stream().filter("ping"::equals)).hasSize(2);
        assertThat(parts).last().isEqualTo("close:1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void anySizesOfFramesReadsAndPlacesGiveTheSameBytes(int pausesOfOneIn) {
        pauses = pausesOfOneIn;
        byte[] all = new byte[0];
        for (int i = 0; i < 120; i++) {
            byte[] frame = binary(random.nextInt(1 << random.nextInt(18)));
            all = PeerFrames.join(all, frame, i % 7 == 0 ? PeerFrames.ping(Role.SERVER, "p") : new byte[0]);
        }
        for (int from = 0; from < all.length; ) {
            int some = Math.min(all.length - from, 1 + random.nextInt(1 << random.nextInt(19)));
            line.receives(Arrays.copyOfRange(all, from, from + some));
            from += some;
        }

        while (got.size() < content.size()) {
            if (intake.isPaused()) {
                intake.release();
                line.run();
            } else {
                ByteBuffer into = ByteBuffer.allocateDirect(1 + random.nextInt(3 * PLACE));
                place = into;
                boolean unused = intake.pull(LONG, into);
                line.run();
            }
        }

        assertThat(got.toByteArray()).isEqualTo(content.toByteArray());
        assertThat(parts).anyMatch(part -> part.startsWith("straight"));
    }
}
