package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.core.send.Sends.bytes;
import static org.sluice.core.send.Sends.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.RecordingSink;

class BlockingWriterTest {

    private final RecordingSink sink = new RecordingSink();
    private final ManualExecutor executor = new ManualExecutor();
    private final Units units = new Units();
    private final BlockingWriter writer = new BlockingWriter(sink, executor, units);

    /** A lane without locks or bounds. */
    private static final class Units implements LaneWriter.Source {
        final Deque<Outgoing> waiting = new ArrayDeque<>();
        final List<Outgoing> taken = new ArrayList<>();
        final List<IOException> failures = new ArrayList<>();
        Runnable whenEmpty = () -> {};
        /** What the lane says where it has a better reason than the failure. */
        @Nullable
        IOException reason;

        @Override
        public @Nullable Outgoing next() {
            Outgoing unit = waiting.pollFirst();
            if (unit == null) {
                Runnable once = whenEmpty;
                whenEmpty = () -> {};
                once.run();
            }
            return unit;
        }

        @Override
        public boolean handOver() {
            throw new AssertionError("no sender may block as long as a container does");
        }

        @Override
        public @Nullable Outgoing nextControl() {
            throw new AssertionError("a container may break control frames inside a message");
        }

        @Override
        public void late(Outgoing unit) {}

        @Override
        public void taken(Outgoing unit) {
            assertThat(unit.done()).as("told before the unit is done").isNotDone();
            taken.add(unit);
        }

        @Override
        public IOException failed(IOException cause) {
            failures.add(cause);
            waiting.forEach(unit -> unit.done().completeExceptionally(cause));
            waiting.clear();
            return reason == null ? cause : reason;
        }
    }

    private Outgoing handIn(Outgoing unit) {
        units.waiting.add(unit);
        writer.wake();
        return unit;
    }

    @Test
    void theCallingThreadNeverWrites() {
        Outgoing unit = handIn(text("a"));
        assertThat(sink.sent()).isEmpty();

        executor.runAll();

        assertThat(sink.sent()).containsExactly("text:a");
        assertThat(unit.done()).isCompleted();
        assertThat(units.taken).containsExactly(unit);
    }

    @Test
    void oneTaskWritesAllThatWaits() {
        handIn(text("a"));
        handIn(text("b"));
        assertThat(executor.waiting()).isEqualTo(1);

        executor.runAll();
        assertThat(sink.sent()).containsExactly("text:a", "text:b");
        handIn(text("c"));
        assertThat(executor.waiting()).isEqualTo(1);
        executor.runAll();

        assertThat(sink.sent()).containsExactly("text:a", "text:b", "text:c");
    }

    @Test
    void aUnitThatComesAfterTheTaskFoundNoneIsWrittenByThatTask() {
        handIn(text("a"));
        units.whenEmpty = () -> handIn(text("b"));

        executor.runNext();

        assertThat(sink.sent()).containsExactly("text:a", "text:b");
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void aLargeUnitIsWrittenWithoutAnythingInBetween() {
        Outgoing unit = handIn(bytes(3 * Outgoing.MAX_FRAME));
        executor.runAll();

        assertThat(sink.frames()).extracting(RecordingSink.Frame::last).containsExactly(false, false, true);
        assertThat(unit.done()).isCompleted();
    }

    static List<Throwable> failures() {
        return List.of(new IOException("Broken pipe"), new IllegalStateException("closed"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aSinkThatFailsFailsTheUnitAndTheLaneAndTheTaskEnds(Throwable failure) {
        Outgoing unit = handIn(text("a"));
        Outgoing behind = handIn(text("b"));
        sink.failWith(failure);

        executor.runAll();

        assertThat(List.of(unit, behind))
                .allSatisfy(each -> assertThat(each.done()).isCompletedExceptionally());
        assertThat(units.failures).hasSize(1);
        assertThat(units.taken).isEmpty();
        sink.failWith(null);
        Outgoing later = handIn(text("c"));
        executor.runAll();
        assertThat(later.done()).isCompleted();
    }

    @Test
    void anErrorOfTheSinkFailsTheUnitGoesOnToTheThreadAndStopsNoLaterTask() {
        Outgoing unit = handIn(text("a"));
        sink.failWith(new NoSuchMethodError("missing"));

        assertThatThrownBy(executor::runAll).isInstanceOf(NoSuchMethodError.class);

        assertThat(unit.done()).isCompletedExceptionally();
        assertThat(units.failures).hasSize(1);
        sink.failWith(null);
        Outgoing later = handIn(Outgoing.ping(ByteBuffer.allocate(0)));
        executor.runAll();
        assertThat(later.done()).isCompleted();
    }

    @Test
    void aUnitThatFailsIsToldWhatTheLaneSays() {
        Outgoing unit = handIn(text("a"));
        units.reason = new IOException("closed with 4000");
        sink.failWith(new IllegalStateException("no session"));

        executor.runAll();

        assertThat(unit.done().handle((none, failure) -> failure).join()).isSameAs(units.reason);
    }

    @Test
    void aUnitInsideTheSinkEndsAsTheSinkTellsAndNotWithTheLane() {
        Outgoing unit = handIn(text("a"));

        writer.fail(new IOException("Connection reset"));
        assertThat(unit.done()).isNotDone();
        executor.runAll();

        assertThat(unit.done()).isCompleted();
    }

    @Test
    void theNextUnitTriesAgainWhereThereWasNoThread() {
        boolean[] full = {true};
        BlockingWriter poor = new BlockingWriter(
                sink,
                task -> {
                    if (full[0]) {
                        throw new RejectedExecutionException("no thread");
                    }
                    task.run();
                },
                units);
        units.waiting.add(text("a"));
        assertThatThrownBy(poor::wake).hasMessage("no thread");
        full[0] = false;

        poor.wake();

        assertThat(sink.sent()).containsExactly("text:a");
    }
}
