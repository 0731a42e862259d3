package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.core.doubles.Worker;

class ThreadsTest {

    private static final Deadline SOON = Deadline.in(Duration.ofMillis(50));
    private static final ExecutorService LENDER = Executors.newCachedThreadPool();

    private final List<Threads> all = new ArrayList<>();

    /** The ways in which threads come about. */
    static Stream<Threads> kinds() {
        return Stream.of(
                Threads.own(),
                Threads.madeBy(Executors.defaultThreadFactory()),
                Threads.borrowedFrom(LENDER),
                Threads.borrowedFrom(LENDER, Executors.defaultThreadFactory()),
                // A container's executor that never begins anything.
                Threads.borrowedFrom(task -> {}, Executors.defaultThreadFactory()));
    }

    @AfterEach
    void stop() {
        all.forEach(threads -> threads.stop(SOON));
    }

    private static Deadline later() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static Thread runsOn(Threads threads) throws Exception {
        return CompletableFuture.supplyAsync(Thread::currentThread, threads).get(10, TimeUnit.SECONDS);
    }

    private static void awaitOrEnd(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void threadsAreDaemonsAndVirtualWhereMonitorsDoNotPinThem() throws Exception {
        Thread thread = runsOn(Threads.shared());

        assertThat(thread.isDaemon()).isTrue();
        if (Runtime.version().feature() >= 24) {
            assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
        } else {
            assertThat(thread.getName()).startsWith("sluice-");
        }
    }

    @Test
    void threadOfOursKeepsNothingOfTheOneThatMakesIt() {
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        here.setContextClassLoader(new ClassLoader() {});
        try {
            assertThat(Threads.daemon(() -> {}, "sluice-test").getContextClassLoader())
                    .isSameAs(Threads.class.getClassLoader());
        } finally {
            here.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void tasksThatBlockDoNotHoldUpOthers(Threads threads) throws Exception {
        all.add(threads);
        CountDownLatch latch = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            threads.execute(() -> {
                latch.countDown();
                awaitOrEnd(latch);
            });
        }

        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void stopWaitsForWhatRunsAndPassesOverWhatComesLater(Threads threads) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        threads.execute(() -> {
            begun.countDown();
            awaitOrEnd(mayEnd);
            ended.set(!Thread.currentThread().isInterrupted());
        });
        begun.await();
        Worker<Boolean> stop = Worker.start(() -> {
                    threads.stop(later());
                    return ended.get();
                })
                .awaitWaiting();
        AtomicBoolean late = new AtomicBoolean();
        threads.execute(() -> late.set(true));
        mayEnd.countDown();

        assertThat(stop.result()).isTrue();
        assertThat(late).isFalse();
        threads.stop(later());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void stopInterruptsWhatDoesNotEnd(Threads threads) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        threads.execute(() -> {
            begun.countDown();
            awaitOrEnd(new CountDownLatch(1));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        begun.await();

        threads.stop(SOON);

        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void stopIsBoundedWhateverTheTaskDoes(Threads threads) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean mayEnd = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        threads.execute(() -> {
            begun.countDown();
            while (!mayEnd.get()) {
                Thread.onSpinWait();
            }
            ended.countDown();
        });
        begun.await();

        threads.stop(SOON);

        assertThat(ended.getCount()).isEqualTo(1);
        mayEnd.set(true);
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void interruptOfTheOneThatStopsHurriesIt(Threads threads) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        threads.execute(() -> {
            begun.countDown();
            awaitOrEnd(new CountDownLatch(1));
            ended.countDown();
        });
        begun.await();
        Thread.currentThread().interrupt();

        threads.stop(later());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void startRunsTasksAgain(Threads threads) throws Exception {
        all.add(threads);
        threads.stop(later());

        threads.start();
        threads.start();

        assertThat(runsOn(threads)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void tasksThatLastAreStoppedLikeTheOthers(Threads threads) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        threads.lasting().execute(() -> {
            begun.countDown();
            awaitOrEnd(new CountDownLatch(1));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        begun.await();

        threads.stop(SOON);

        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        AtomicBoolean late = new AtomicBoolean();
        threads.lasting().execute(() -> late.set(true));
        assertThat(late).isFalse();
    }

    @Test
    void tasksThatLastWaitForNoneOfTheOthers() throws Exception {
        List<Runnable> made = new CopyOnWriteArrayList<>();
        Threads threads = Threads.madeBy(task -> {
            made.add(task);
            return new Thread(task);
        });
        all.add(threads);
        CountDownLatch release = new CountDownLatch(1);
        int lasting = 2 * Runtime.getRuntime().availableProcessors() + 1;

        for (int i = 0; i < lasting; i++) {
            threads.lasting().execute(() -> awaitOrEnd(release));
        }

        // Before any timer could have seen that they last.
        assertThat(made).hasSize(lasting);
        release.countDown();
    }

    @Test
    void tasksThatLastLeaveTheLenderAlone() throws Exception {
        Threads threads = Threads.borrowedFrom(LENDER, task -> new Thread(task, "made"));
        all.add(threads);

        assertThat(CompletableFuture.supplyAsync(Thread::currentThread, threads.lasting())
                        .get(10, TimeUnit.SECONDS)
                        .getName())
                .isEqualTo("made");
    }

    @Test
    void platformThreadsHaveEndedAfterAStop() throws Exception {
        Threads threads = Threads.madeBy(Executors.defaultThreadFactory());
        Thread thread = runsOn(threads);

        threads.stop(later());

        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void lendersRefusalIsNoStop() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        Threads threads = Threads.borrowedFrom(task -> {
            if (full.get()) {
                throw new RejectedExecutionException("full");
            }
            LENDER.execute(task);
        });
        all.add(threads);

        assertThatThrownBy(() -> threads.execute(() -> {})).hasMessage("full");

        full.set(false);
        assertThat(runsOn(threads)).isNotNull();
    }

    @Test
    void taskThatFailsIsOverForTheLenderToo() {
        List<Runnable> lent = new ArrayList<>();
        BorrowedThreads threads = new BorrowedThreads(lent::add);
        threads.execute(() -> {
            throw new IllegalStateException("application");
        });
        threads.shutdown();
        assertThat(threads.isShutdown()).isTrue();
        assertThat(threads.isTerminated()).isFalse();

        assertThatThrownBy(lent.get(0)::run).hasMessage("application");

        assertThat(threads.isTerminated()).isTrue();
    }

    @Test
    void lentThreadIsInterruptedAtItsTaskAndNotAfterwards() throws Exception {
        BorrowedThreads threads = new BorrowedThreads(Runnable::run);
        AtomicBoolean during = new AtomicBoolean();
        threads.execute(() -> {
            List<Runnable> unused = threads.shutdownNow();
            during.set(Thread.interrupted());
        });

        List<Runnable> unused = threads.shutdownNow();

        assertThat(during).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(threads.awaitTermination(0, TimeUnit.NANOSECONDS)).isTrue();
    }

    @Test
    void endOfLentThreadsIsWaitedForUntilTheLastTaskIsOver() throws Exception {
        List<Runnable> lent = new ArrayList<>();
        BorrowedThreads threads = new BorrowedThreads(lent::add);
        threads.execute(() -> {});
        Runnable admitted = threads.admit(() -> {});
        threads.shutdown();
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
            try {
                return threads.awaitTermination(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        });

        lent.get(0).run();
        assertThat(ended).isNotDone();
        admitted.run();

        assertThat(ended).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
        assertThatThrownBy(() -> threads.admit(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }
}
