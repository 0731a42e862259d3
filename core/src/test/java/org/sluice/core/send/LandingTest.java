package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sluice.core.send.Sends.text;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.PromptSinkDouble;

/** A sink says "sent" before its flush returns, at that moment, or later; and the lane may end at any of these. */
class LandingTest {

    private static final int RACES = 5_000;

    private final ExecutorService selector = Executors.newSingleThreadExecutor();
    private final Units units = new Units();

    @AfterEach
    void end() {
        List<Runnable> unused = selector.shutdownNow();
    }

    @Test
    void whatIsSentBeforeTheFlushReturnsNeverFlies() throws Exception {
        PromptWriter writer =
                writer(sent -> CompletableFuture.runAsync(sent, selector).join());
        Outgoing unit = units.add();

        writer.wake();

        assertThat(unit.done()).isCompleted();
        assertThat(writer.flying()).isZero();
        assertThat(units.late).isEmpty();
    }

    @Test
    void whatIsSentLaterFliesUntilThenAndIsSeenTo() {
        List<Runnable> waiting = new ArrayList<>();
        PromptWriter writer = writer(waiting::add);
        Outgoing unit = units.add();

        writer.wake();
        assertThat(writer.flying()).isOne();
        assertThat(unit.done()).isNotDone();
        assertThat(units.late).containsExactly(unit);
        waiting.get(0).run();

        assertThat(unit.done()).isCompleted();
        assertThat(writer.flying()).isZero();
    }

    @Test
    void whatIsSentWhileTheFlushReturnsDoesNotStayInTheAir() {
        PromptWriter writer = writer(selector::execute);
        List<Outgoing> all = new ArrayList<>();

        for (int i = 0; i < RACES; i++) {
            all.add(units.add());
            writer.wake();
        }

        await().untilAsserted(() -> assertThat(all).allMatch(unit -> unit.done().isDone()));
        assertThat(all).noneMatch(unit -> unit.done().isCompletedExceptionally());
        await().until(() -> writer.flying() == 0);
    }

    @Test
    void whatIsFlushedWhileTheLaneEndsIsToldOfTheEnd() {
        IOException cause = new IOException("end");
        for (int i = 0; i < RACES; i++) {
            PromptWriter[] own = new PromptWriter[1];
            PromptWriter writer = writer(neverSent -> selector.execute(() -> own[0].fail(cause)));
            own[0] = writer;
            Outgoing unit = units.add();

            writer.wake();

            assertThat(unit.done()).failsWithin(Duration.ofSeconds(20));
            assertThat(writer.flying()).isZero();
        }
    }

    @Test
    void whatIsSentIsNotToldOfAnEndThatComesInTheFlush() {
        PromptWriter[] own = new PromptWriter[1];
        PromptWriter writer = writer(sent -> {
            own[0].fail(new IOException("end"));
            sent.run();
        });
        own[0] = writer;
        Outgoing unit = units.add();

        writer.wake();

        assertThat(unit.done()).isCompleted();
    }

    private PromptWriter writer(Consumer<Runnable> whenFlushed) {
        return new PromptWriter(
                new PromptSinkDouble() {
                    @Override
                    public synchronized boolean hasRoom() {
                        return true;
                    }

                    @Override
                    public void flush(Runnable sent) {
                        whenFlushed.accept(sent);
                    }
                },
                Runnable::run,
                units);
    }

    /** A lane of units, nothing more. */
    private static final class Units implements LaneWriter.Source {

        private final Queue<Outgoing> waiting = new ConcurrentLinkedQueue<>();
        private final List<Outgoing> late = new ArrayList<>();

        Outgoing add() {
            Outgoing unit = text("news");
            waiting.add(unit);
            return unit;
        }

        @Override
        public @Nullable Outgoing next() {
            return waiting.poll();
        }

        @Override
        public boolean handOver() {
            return false;
        }

        @Override
        public @Nullable Outgoing nextControl() {
            return null;
        }

        @Override
        public void taken(Outgoing unit) {}

        @Override
        public void late(Outgoing unit) {
            late.add(unit);
        }

        @Override
        public IOException failed(IOException cause) {
            return cause;
        }
    }
}
