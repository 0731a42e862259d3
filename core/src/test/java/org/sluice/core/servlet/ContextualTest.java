package org.sluice.core.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ContextualTest {

    /** The context of a thread, which the factory's threads are named after. */
    private static final ThreadLocal<String> CONTEXT = ThreadLocal.withInitial(() -> "none");

    private final ThreadFactory factory = task -> new Thread(task, CONTEXT.get());

    /** As Jakarta Concurrency declares it. */
    public interface ContextService {
        /** Of the thread that calls. */
        <T> T createContextualProxy(T instance, Class<T> face);
    }

    private static final class Service implements ContextService {
        @Override
        public <T> T createContextualProxy(T instance, Class<T> face) {
            String captured = CONTEXT.get();
            return face.cast(
                    Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, (self, method, arguments) -> {
                        String before = CONTEXT.get();
                        CONTEXT.set(captured);
                        try {
                            return method.invoke(instance, arguments);
                        } finally {
                            CONTEXT.set(before);
                        }
                    }));
        }
    }

    private String nameOfThreadMadeElsewhere(ThreadFactory by) throws Exception {
        return CompletableFuture.supplyAsync(() -> by.newThread(() -> {}).getName())
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void threadsAreMadeInTheContextOfTheApplicationWhoeverAsks() throws Exception {
        try (FakeNames names = FakeNames.with(Contextual.SERVICE, new Service())) {
            assertThat(names).isNotNull();
            CONTEXT.set("application");
            ThreadFactory contextual = Contextual.of(factory, ThreadFactory.class);

            assertThat(nameOfThreadMadeElsewhere(contextual)).isEqualTo("application");
            assertThat(nameOfThreadMadeElsewhere(factory)).isEqualTo("none");
        } finally {
            CONTEXT.remove();
        }
    }

    @Test
    void tasksAreHandedToAnExecutorInTheContextOfTheApplicationWhoeverDoesIt() throws Exception {
        try (FakeNames names = FakeNames.with(Contextual.SERVICE, new Service())) {
            assertThat(names).isNotNull();
            CONTEXT.set("application");
            List<String> seen = new CopyOnWriteArrayList<>();
            Executor contextual = Contextual.of(task -> seen.add(CONTEXT.get()), Executor.class);

            CompletableFuture.runAsync(() -> contextual.execute(() -> {})).get(10, TimeUnit.SECONDS);

            assertThat(seen).containsExactly("application");
        } finally {
            CONTEXT.remove();
        }
    }

    @Test
    void whereThereIsNoContextServiceTheFactoryIsUsedAsItIs() {
        try (FakeNames names = FakeNames.with("java:comp/other", "text")) {
            assertThat(names).isNotNull();
            assertThat(Contextual.of(factory, ThreadFactory.class)).isSameAs(factory);
        }
    }

    @Test
    void somethingElseByThatNameIsNoContextService() {
        try (FakeNames names = FakeNames.with(Contextual.SERVICE, "text")) {
            assertThat(names).isNotNull();
            assertThat(Contextual.of(factory, ThreadFactory.class)).isSameAs(factory);
        }
    }
}
