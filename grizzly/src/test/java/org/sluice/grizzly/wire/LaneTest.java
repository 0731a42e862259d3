package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final int KIB = 1024;

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private int releases;
    private int releasesAtTheLast;
    private final Lane lane = new Lane(threads::add, () -> releases++);

    private boolean add(int size, String name) {
        return lane.add(size, () -> done.add(name));
    }

    private void run() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }

    @Test
    void tasksRunInOrderOnOneThreadAtATime() {
        assertThat(add(1, "a")).isTrue();
        assertThat(add(1, "b")).isTrue();
        lane.close(() -> done.add("last"));
        assertThat(threads).hasSize(1);
        assertThat(done).isEmpty();

        run();

        assertThat(done).containsExactly("a", "b", "last");
        assertThat(releases).isZero();
    }

    @Test
    void aTaskThatComesWhileOneRunsIsRunByTheSameThread() {
        assertThat(lane.add(1, () -> assertThat(add(1, "inner")).isTrue())).isTrue();
        run();

        assertThat(done).containsExactly("inner");
        assertThat(threads).isEmpty();
    }

    @Test
    void itAsksForAPauseAndReleasesItOnceHalfIsDone() {
        assertThat(add(60 * KIB, "a")).isTrue();
        assertThat(add(60 * KIB, "b")).isTrue();
        assertThat(add(60 * KIB, "c")).isFalse();
        assertThat(lane.add(60 * KIB, () -> releasesAtTheLast = releases)).isFalse();
        assertThat(releases).isZero();

        lane.close(() -> {});
        run();

        assertThat(releasesAtTheLast).as("60 KiB wait").isEqualTo(1);
        assertThat(releases).isEqualTo(1);
        assertThat(add(1, "e")).isTrue();
        run();
        assertThat(releases).isEqualTo(1);
    }

    @Test
    void everyPauseHasItsRelease() {
        for (int i = 1; i <= 5; i++) {
            assertThat(add(200 * KIB, "large")).isFalse();
            run();
            assertThat(releases).isEqualTo(i);
        }
    }

    @Test
    void aFloodOfEmptyFramesAsksForAPauseToo() {
        int taken = 1;
        while (add(0, "empty")) {
            taken++;
        }

        assertThat(taken).isBetween(100, 4_000);
    }

    @Test
    void aFloodOfWhatMayBeLeftOutIsBoundedAndAsksForNoRelease() {
        for (int i = 0; i < 100_000; i++) {
            lane.offer(10, () -> done.add("pong"));
        }
        run();

        assertThat(done).hasSizeBetween(100, 4_000);
        assertThat(releases).isZero();
        assertThat(add(1, "next")).isTrue();
    }

    @Test
    void whereThereIsNoThreadTheNextTaskTriesAgain() {
        boolean[] full = {true};
        Lane poor = new Lane(
                task -> {
                    if (full[0]) {
                        throw new RejectedExecutionException("no thread");
                    }
                    task.run();
                },
                () -> {});
        assertThatThrownBy(() -> poor.add(1, () -> done.add("a"))).hasMessage("no thread");
        full[0] = false;

        assertThat(poor.add(1, () -> done.add("b"))).isTrue();

        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void aTaskThatFailsDoesNotKeepTheNextFromRunning() {
        assertThat(lane.add(200 * KIB, () -> {
                    throw new NoClassDefFoundError("on purpose");
                }))
                .isFalse();
        assertThat(lane.add(200 * KIB, () -> done.add("next"))).isFalse();
        run();
        assertThat(done).containsExactly("next");
        assertThat(releases).isEqualTo(1);

        lane.close(() -> done.add("last"));
        run();
        assertThat(done).containsExactly("next", "last");
    }

    @Test
    void noTaskIsLostAmongManyThreads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        List<String> order = new ArrayList<>();
        Lane shared = new Lane(pool, () -> {});
        List<CompletableFuture<Void>> adders = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String name = t + ":";
            adders.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 500; i++) {
                    String task = name + i;
                    boolean unused = shared.add(1, () -> {
                        overlaps.addAndGet(inside.getAndIncrement());
                        order.add(task);
                        inside.decrementAndGet();
                    });
                }
            }));
        }
        for (CompletableFuture<Void> adder : adders) {
            adder.get(20, TimeUnit.SECONDS);
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        assertThat(overlaps).hasValue(0);
        for (int t = 0; t < 4; t++) {
            String prefix = t + ":";
            assertThat(order.stream().filter(task -> task.startsWith(prefix)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 500).mapToObj(i -> prefix + i).toList());
        }
    }
}
