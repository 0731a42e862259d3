package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.ManualExecutor;

class ContextExecutorTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final ClassLoader application = new ClassLoader(before) {};
    private final ManualExecutor threads = new ManualExecutor();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private ContextExecutor made() {
        Thread.currentThread().setContextClassLoader(application);
        ContextExecutor executor = new ContextExecutor(threads);
        Thread.currentThread().setContextClassLoader(before);
        return executor;
    }

    @Test
    void taskSeesTheLoaderOfTheThreadThatMadeTheExecutor() {
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        made().execute(() -> seen.set(Thread.currentThread().getContextClassLoader()));

        threads.runAll();

        assertThat(seen).hasValue(application);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void loaderIsPutBackAfterAFailure() {
        made().execute(() -> {
            throw new IllegalStateException("application");
        });

        assertThatThrownBy(threads::runAll).hasMessage("application");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void whatTheExecutorRefusesRunsOnAnotherThreadWithTheSameLoader() throws Exception {
        for (Throwable refusal : List.of(new RejectedExecutionException("full"), new OutOfMemoryError("no thread"))) {
            Thread.currentThread().setContextClassLoader(application);
            ContextExecutor executor = new ContextExecutor(task -> refuse(refusal));
            Thread.currentThread().setContextClassLoader(before);
            CompletableFuture<ClassLoader> seen = new CompletableFuture<>();

            executor.execute(() -> seen.complete(Thread.currentThread().getContextClassLoader()));

            assertThat(seen.get(10, TimeUnit.SECONDS)).isSameAs(application);
        }
    }

    private static void refuse(Throwable refusal) {
        if (refusal instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) refusal;
    }

    @Test
    void aTaskThatTheExecutorKeepsAndRefusesRunsOnce() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(1);
        ContextExecutor executor = new ContextExecutor(task -> {
            threads.execute(task);
            throw new OutOfMemoryError("queued, but no thread");
        });

        executor.execute(() -> {
            runs.incrementAndGet();
            ran.countDown();
        });
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        threads.runAll();

        assertThat(runs).hasValue(1);
    }

    @Test
    void aFailureOfATaskThatRunsOnTheCallersThreadIsNoRefusal() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> new ContextExecutor(Runnable::run).execute(() -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("application");
                }))
                .hasMessage("application");
        assertThat(runs).hasValue(1);
    }
}
