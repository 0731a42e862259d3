package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class VirtualThreadsTest {

    private static final ClassLoader CONTEXT = new ClassLoader() {};
    private static final ThreadLocal<String> LOCAL = new InheritableThreadLocal<>();

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void eachTaskHasAThreadThatKeepsNothingOfItsMaker() throws Exception {
        ExecutorService threads = VirtualThreads.forEachTask(VirtualThreads.named("test-", CONTEXT));
        LOCAL.set("of the maker");
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        CompletableFuture<String> local = new CompletableFuture<>();
        CompletableFuture<ClassLoader> context = new CompletableFuture<>();
        threads.execute(() -> {
            ran.complete(Thread.currentThread());
            context.complete(Thread.currentThread().getContextClassLoader());
            local.complete(LOCAL.get());
        });

        assertThat(local.get(10, TimeUnit.SECONDS)).isNull();
        assertThat(context.get(10, TimeUnit.SECONDS)).isSameAs(CONTEXT);
        assertThat(ran.join().getName()).isEqualTo("test-1");
        assertThat(Thread.class.getMethod("isVirtual").invoke(ran.join())).isEqualTo(true);
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void whereThereAreNoneItIsSaid() {
        ThreadFactory any = Thread::new;

        assertThat(VirtualThreads.areThere()).isFalse();
        assertThat(VirtualThreads.areForAll()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> VirtualThreads.named("test-", CONTEXT))
                .withMessageContaining("no virtual threads");
        assertThatIllegalStateException()
                .isThrownBy(() -> VirtualThreads.forEachTask(any))
                .withMessageContaining("no virtual threads");
    }
}
