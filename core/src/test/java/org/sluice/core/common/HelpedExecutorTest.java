package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class HelpedExecutorTest {

    /** What the lender was given and has not begun. */
    private final Queue<Runnable> lent = new ConcurrentLinkedQueue<>();

    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final Executor helper = task -> {
        ran.add("helper");
        task.run();
    };

    private Runnable task(String name) {
        return () -> ran.add(name);
    }

    private void lenderRunsAll() {
        for (Runnable next = lent.poll(); next != null; next = lent.poll()) {
            next.run();
        }
    }

    @Test
    void lenderRunsWhatItBeginsAtOnce() throws Exception {
        CountDownLatch ticked = new CountDownLatch(1);
        HelpedExecutor executor = new HelpedExecutor(Runnable::run, helper);

        executor.execute(task("one"));
        executor.execute(task("two"));

        // Behind two ticks.
        Timer.Cancel unused = Timer.in(Duration.ofMillis(50), ticked::countDown);
        assertThat(ticked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void helperRunsWhatTheLenderDoesNotBeginAndNobodyRunsItTwice() {
        HelpedExecutor executor = new HelpedExecutor(lent::add, helper);

        executor.execute(task("one"));

        await().until(() -> ran.contains("one"));
        assertThat(ran).containsExactly("helper", "one");
        lenderRunsAll();
        assertThat(ran).containsExactly("helper", "one");
    }

    @Test
    void lenderThatIsBehindIsLeftAloneUntilItHasCaughtUp() {
        HelpedExecutor executor = new HelpedExecutor(lent::add, helper);
        executor.execute(task("one"));
        await().until(() -> ran.contains("one"));

        executor.execute(task("two"));
        assertThat(ran).containsExactly("helper", "one", "helper", "two");
        assertThat(lent).hasSize(1);

        lenderRunsAll();
        executor.execute(task("three"));
        assertThat(lent).hasSize(1);
        lenderRunsAll();
        assertThat(ran).endsWith("two", "three");
    }

    @Test
    void helperRunsWhatTheLenderRefuses() {
        HelpedExecutor executor = new HelpedExecutor(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                helper);

        executor.execute(task("one"));

        assertThat(ran).containsExactly("helper", "one");
    }

    @Test
    void helperThatRefusesIsAskedAgain() {
        AtomicInteger refusals = new AtomicInteger(3);
        HelpedExecutor executor = new HelpedExecutor(lent::add, task -> {
            if (refusals.getAndDecrement() > 0) {
                throw new IllegalStateException("no thread");
            }
            helper.execute(task);
        });

        executor.execute(task("one"));

        await().until(() -> ran.contains("one"));
        lenderRunsAll();
        executor.execute(task("two"));
        lenderRunsAll();
        assertThat(ran).containsExactly("helper", "one", "two");
    }

    @Test
    void lenderThatBeginsWhatTheHelperRefusedRunsIt() {
        CountDownLatch asked = new CountDownLatch(1);
        HelpedExecutor executor = new HelpedExecutor(lent::add, task -> {
            asked.countDown();
            throw new IllegalStateException("no thread");
        });

        executor.execute(task("one"));

        await().until(() -> asked.getCount() == 0);
        await().until(() -> {
            lent.forEach(Runnable::run);
            return ran.contains("one");
        });
        assertThat(ran).containsExactly("one");
    }

    @Test
    void eachOfManyTasksRunsOnceWhoeverIsFaster() throws Exception {
        int count = 3_000;
        AtomicIntegerArray times = new AtomicIntegerArray(count);
        CountDownLatch all = new CountDownLatch(count);
        ExecutorService slow = Executors.newSingleThreadExecutor();
        ExecutorService fast = Executors.newCachedThreadPool();
        try {
            HelpedExecutor executor = new HelpedExecutor(slow, fast);
            List<Thread> senders = new ArrayList<>();
            for (int sender = 0; sender < 3; sender++) {
                int first = sender;
                senders.add(new Thread(() -> {
                    for (int i = first; i < count; i += 3) {
                        int mine = i;
                        executor.execute(() -> {
                            times.incrementAndGet(mine);
                            all.countDown();
                            if (mine % 100 == 0) {
                                // About as long as the helper waits, so that both reach for what comes next.
                                busy();
                            }
                        });
                    }
                }));
            }
            senders.forEach(Thread::start);
            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            slow.shutdown();
            fast.shutdown();
        }
        assertThat(slow.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(fast.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < count; i++) {
            assertThat(times.get(i)).as("task %s", i).isEqualTo(1);
        }
    }

    private static void busy() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(7);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    @Test
    void lenderThatComesWhileTheHelperRefusesIsCountedOnce() {
        AtomicInteger refusals = new AtomicInteger(2);
        HelpedExecutor executor = new HelpedExecutor(lent::add, task -> {
            if (refusals.getAndDecrement() > 0) {
                // The lender comes for the task in this moment, and finds it taken.
                lenderRunsAll();
                throw new IllegalStateException("no thread");
            }
            helper.execute(task);
        });

        executor.execute(task("one"));
        await().until(() -> ran.contains("one"));
        assertThat(ran).containsExactly("helper", "one");

        executor.execute(task("two"));
        assertThat(lent).as("the lender has nothing left over").hasSize(1);
        await().until(() -> ran.contains("two"));
        executor.execute(task("three"));
        assertThat(lent).as("the lender is behind with one, and is left alone").hasSize(1);
        assertThat(ran).containsExactly("helper", "one", "helper", "two", "helper", "three");
    }
}
