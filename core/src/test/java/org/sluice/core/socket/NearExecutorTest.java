package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.common.ContextExecutor;
import org.sluice.core.common.Cork;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.SerialExecutor;
import org.sluice.core.common.Threads;
import org.sluice.core.doubles.Worker;
import org.sluice.core.port.Borrower;
import org.sluice.core.port.Lender;
import org.sluice.core.port.Lending;

class NearExecutorTest {

    private final Threads threads = Threads.own();
    private final Trust trust = new Trust(new Trust.Caution(System::nanoTime));
    /** Of a clock that stands still each run is short, however busy the machine is. */
    private final NearExecutor near = new NearExecutor(new ContextExecutor(threads), trust, () -> 0);

    private final List<Thread> ranOn = new CopyOnWriteArrayList<>();
    private final Loan loan = new Loan();

    /** Lends the test's thread, and runs the borrower when told. */
    private static final class Loan implements Lender {

        private boolean open = true;
        private @Nullable Borrower borrower;

        @Override
        public boolean isOpen() {
            return open && borrower == null;
        }

        @Override
        public void lend(Borrower by) {
            borrower = by;
        }

        @Override
        public void aboutToWait() {}

        Borrower borrower() {
            Borrower by = borrower;
            assertThat(by).as("who has borrowed").isNotNull();
            borrower = null;
            return Objects.requireNonNull(by);
        }
    }

    @AfterEach
    void stop() {
        threads.stop(Deadline.in(Duration.ofSeconds(20)));
    }

    private void run() {
        ranOn.add(Thread.currentThread());
    }

    @Test
    void runsOnTheThreadThatLendsItselfWhenThatHasRead() {
        Lending.during(loan, () -> near.execute(this::run));

        assertThat(ranOn).isEmpty();
        loan.borrower().run();
        assertThat(ranOn).containsExactly(Thread.currentThread());
    }

    @Test
    void runsElsewhereWhereTheThreadIsNotLentOrLentAlready() {
        near.execute(this::run);
        loan.open = false;
        Lending.during(loan, () -> near.execute(this::run));

        await().until(() -> ranOn.size() == 2);
        assertThat(ranOn).doesNotContain(Thread.currentThread());
    }

    @Test
    void runsElsewhereOnceItWasOverdueUntilItHasProvedItself() {
        Lending.during(loan, () -> near.execute(this::run));
        Borrower late = loan.borrower();
        late.overdue(false);
        for (int run = 0; run < Trust.LONG; run++) {
            Lending.during(loan, () -> near.execute(this::run));
            int soFar = run + 1;
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> ranOn.size() == soFar && !trust.isOwed() == (soFar == Trust.LONG));
        }
        assertThat(ranOn).doesNotContain(Thread.currentThread());

        Lending.during(loan, () -> near.execute(this::run));

        loan.borrower().run();
        assertThat(ranOn).endsWith(Thread.currentThread());
        // What was admitted has to run, or the threads would wait for it at their stop.
        late.run();
    }

    @Test
    void whatItHeldBackIsLetOutOnceItIsOverdue() {
        List<String> events = new ArrayList<>();
        Runnable flush = () -> events.add("flush");
        SerialTasks tasks = new SerialTasks();
        Lending.during(loan, () -> {
            tasks.add(near, () -> events.add("held " + Cork.holds(flush)));
            tasks.add(near, () -> events.add("last " + Cork.holds(flush)));
        });

        loan.borrower().run();

        assertThat(events).containsExactly("held true", "last false", "flush");
    }

    /** Several tasks behind one another, as a socket has them. */
    private static final class SerialTasks {
        private @Nullable Executor serial;

        void add(Executor over, Runnable task) {
            Executor known = serial == null ? new SerialExecutor(over) : serial;
            serial = known;
            known.execute(task);
        }
    }

    @Test
    void callbacksSeeTheClassLoaderOfTheirApplicationAndTheThreadGetsItsOwnBack() throws Exception {
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        List<ClassLoader> seen = new ArrayList<>();
        try (URLClassLoader other = new URLClassLoader(new URL[0])) {
            here.setContextClassLoader(other);
            try {
                Lending.during(loan, () -> near.execute(() -> seen.add(here.getContextClassLoader())));
                loan.borrower().run();
            } finally {
                here.setContextClassLoader(before);
            }
        }

        assertThat(seen).containsExactly(before);
    }

    @Test
    void theEndOfAnApplicationWaitsForACallbackOnALentThreadAndInterruptsIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Worker<String> lent = Worker.start(() -> {
            List<String> result = new CopyOnWriteArrayList<>();
            Lending.during(
                    loan,
                    () -> near.execute(() -> {
                        begun.countDown();
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            result.add("interrupted");
                        }
                    }));
            loan.borrower().run();
            return String.join("", result);
        });
        begun.await();
        lent.awaitWaiting();

        threads.stop(Deadline.in(Duration.ZERO));

        assertThat(lent.result()).isEqualTo("interrupted");
    }

    @Test
    void aCallbackThatWasBorrowedForStillRunsAfterAStopThatCameBetween() throws Exception {
        Lending.during(loan, () -> near.execute(this::run));
        Borrower borrower = loan.borrower();
        Worker<String> stop = Worker.run(() -> threads.stop(Deadline.in(Duration.ofSeconds(20))))
                .awaitWaiting();

        borrower.run();

        stop.result();
        assertThat(ranOn).containsExactly(Thread.currentThread());
    }

    @Test
    void noThreadIsBorrowedForAnApplicationThatHasStopped() {
        threads.stop(Deadline.in(Duration.ofSeconds(20)));

        Lending.during(loan, () -> near.execute(this::run));

        assertThat(loan.isOpen()).isTrue();
        assertThat(ranOn).isEmpty();
    }

    @Test
    void threadsOfAContainerAreNotReplaced() {
        Threads managed = Threads.madeBy(Executors.defaultThreadFactory());
        try {
            NearExecutor executor = new NearExecutor(new ContextExecutor(managed), trust, () -> 0);
            Lending.during(loan, () -> executor.execute(this::run));

            await().until(() -> ranOn.size() == 1);
            assertThat(ranOn).doesNotContain(Thread.currentThread());
        } finally {
            managed.stop(Deadline.in(Duration.ofSeconds(20)));
        }
    }
}
