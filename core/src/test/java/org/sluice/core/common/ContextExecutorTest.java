package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
