package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.Worker;

class SerialExecutorTest {

    private final List<String> ran = new CopyOnWriteArrayList<>();

    @Test
    void oneThreadAtATimeAndInOrderForEachCaller() throws Exception {
        SerialExecutor serial = new SerialExecutor(Threads.shared());
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        List<Worker<String>> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            String name = caller + ":";
            callers.add(Worker.run(() -> {
                for (int i = 0; i < 500; i++) {
                    String entry = name + i;
                    serial.execute(() -> {
                        overlapped.compareAndSet(false, inside.incrementAndGet() > 1);
                        ran.add(entry);
                        inside.decrementAndGet();
                    });
                }
            }));
        }
        for (Worker<String> caller : callers) {
            caller.result();
        }

        await().until(() -> ran.size() == 2000);
        assertThat(overlapped).isFalse();
        for (int caller = 0; caller < 4; caller++) {
            String name = caller + ":";
            List<String> own =
                    ran.stream().filter(entry -> entry.startsWith(name)).toList();
            assertThat(own).hasSize(500).isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
        }
    }

    private static int number(String entry) {
        return Integer.parseInt(entry.substring(2));
    }

    @Test
    void threadIsLentOnlyWhileThereAreTasks() {
        ManualExecutor threads = new ManualExecutor();
        SerialExecutor serial = new SerialExecutor(threads);

        serial.execute(() -> ran.add("a"));
        serial.execute(() -> ran.add("b"));
        assertThat(threads.waiting()).isEqualTo(1);
        threads.runAll();
        assertThat(ran).containsExactly("a", "b");

        serial.execute(() -> ran.add("c"));
        threads.runAll();
        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void taskAddedByATaskRunsAfterThoseThatWait() {
        ManualExecutor threads = new ManualExecutor();
        SerialExecutor serial = new SerialExecutor(threads);

        serial.execute(() -> serial.execute(() -> ran.add("inner")));
        serial.execute(() -> ran.add("second"));
        threads.runAll();

        assertThat(ran).containsExactly("second", "inner");
    }

    @Test
    void errorInATaskDoesNotStopThoseBehindIt() {
        ManualExecutor threads = new ManualExecutor();
        SerialExecutor serial = new SerialExecutor(threads);
        serial.execute(() -> {
            throw new AssertionError("application");
        });
        serial.execute(() -> ran.add("behind"));

        assertThatThrownBy(threads::runNext).hasMessage("application");
        threads.runAll();

        assertThat(ran).containsExactly("behind");
        serial.execute(() -> ran.add("later"));
        threads.runAll();
        assertThat(ran).containsExactly("behind", "later");
    }

    @Test
    void tasksThatWereTakenTogetherKeepTheirPlaceBehindAnErrorAndBeforeWhatCameSince() {
        ManualExecutor threads = new ManualExecutor();
        SerialExecutor serial = new SerialExecutor(threads);
        serial.execute(() -> ran.add("first"));
        serial.execute(() -> {
            serial.execute(() -> ran.add("since"));
            throw new AssertionError("application");
        });
        serial.execute(() -> ran.add("behind"));
        serial.execute(() -> ran.add("last"));

        assertThatThrownBy(threads::runNext).hasMessage("application");
        threads.runAll();

        assertThat(ran).containsExactly("first", "behind", "last", "since");
    }

    @Test
    void taskThatGotNoThreadRunsWithTheNextOne() {
        AtomicBoolean full = new AtomicBoolean(true);
        SerialExecutor serial = new SerialExecutor(task -> {
            if (full.get()) {
                throw new RejectedExecutionException("no thread");
            }
            task.run();
        });

        assertThatThrownBy(() -> serial.execute(() -> ran.add("a"))).hasMessage("no thread");
        full.set(false);
        serial.execute(() -> ran.add("b"));

        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void taskBehindAnErrorThatGotNoThreadRunsWithTheNextOne() {
        AtomicBoolean full = new AtomicBoolean();
        ManualExecutor threads = new ManualExecutor();
        SerialExecutor serial = new SerialExecutor(task -> {
            if (full.get()) {
                throw new RejectedExecutionException("no thread");
            }
            threads.execute(task);
        });
        serial.execute(() -> {
            throw new AssertionError("application");
        });
        serial.execute(() -> ran.add("behind"));
        full.set(true);
        assertThatThrownBy(threads::runNext).isInstanceOf(RejectedExecutionException.class);
        full.set(false);

        serial.execute(() -> ran.add("later"));
        threads.runAll();

        assertThat(ran).containsExactly("behind", "later");
    }

    @Test
    void orderIsKeptWhereLongQueuesAreTakenTogetherAndOthersComeMeanwhile() {
        ManualExecutor threads = new ManualExecutor();
        SerialExecutor serial = new SerialExecutor(threads);
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            String name = round + ":";
            for (int i = 0; i < 200; i++) {
                int number = i;
                serial.execute(() -> {
                    ran.add(name + number);
                    if (number < 100) {
                        serial.execute(() -> ran.add(name + "then " + number));
                    }
                });
                expected.add(name + i);
            }
            for (int i = 0; i < 100; i++) {
                expected.add(name + "then " + i);
            }

            threads.runNext();

            assertThat(ran).isEqualTo(expected);
        }
    }
}
