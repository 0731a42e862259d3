package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callbacks of endpoints on our base classes find around them: the application's class loader, beans, names. */
interface InjectionContract extends Application {

    /** The two kinds of endpoint, and what runs in each. */
    enum Inside {
        MESSAGE("inside/", RawClient.TEXT, "onMessage"),
        STREAM("inside/stream/", RawClient.BINARY, "onStream");

        private static final String FOUND = "found";

        private final String path;
        private final int opcode;

        @SuppressWarnings("ImmutableEnumChecker") // List.of is.
        private final List<String> callbacks;

        Inside(String path, int opcode, String work) {
            this.path = path;
            this.opcode = opcode;
            this.callbacks = List.of("onOpen", work, "onClosed");
        }

        /** Runs each callback once and returns what they told. */
        List<String> run(Application application) throws Exception {
            JournalReader journal = application.newJournal();
            try (RawClient client = RawClient.connect(application.inApplication(path + journal.key()))) {
                client.send(opcode, true, "x".getBytes(StandardCharsets.UTF_8));
                journal.await(callbacks.get(1) + ": told");
                client.send(RawClient.CLOSE, true, RawClient.closing(1000, ""));
                journal.await("onClosed: told");
            }
            return journal.events();
        }

        /** Fails unless all callbacks, or all of ours, found something. */
        void assertFound(List<String> told, String what, boolean onOpenToo) {
            for (String callback : onOpenToo ? callbacks : callbacks.subList(1, callbacks.size())) {
                assertThat(told).contains(callback + ": " + what + ": " + FOUND);
            }
        }

        /** Passes over a cell that the container cannot have, since its own thread does not find a thing either. */
        void assumeFoundAtOpen(List<String> told, String what) {
            String line = told.stream()
                    .filter(event -> event.startsWith("onOpen: " + what))
                    .findFirst()
                    .orElseThrow();
            assumeTrue(line.endsWith(": " + FOUND), what + " is not there");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the context class loader of every callback is the application's")
    default void contextClassLoaderIsTheApplications(Inside kind) throws Exception {
        kind.assertFound(kind.run(this), "class loader", true);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an application-scoped bean is injected and works in every callback")
    default void applicationBeanWorks(Inside kind) throws Exception {
        List<String> told = kind.run(this);
        kind.assumeFoundAtOpen(told, "container of beans");
        kind.assertFound(told, "application bean", true);
        kind.assertFound(told, "container of beans", true);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a request-scoped bean is injected and works in every callback: its context is active there")
    default void requestBeanWorks(Inside kind) throws Exception {
        List<String> told = kind.run(this);
        kind.assumeFoundAtOpen(told, "container of beans");
        kind.assertFound(told, "request bean", false);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("java:comp/env is there in every callback")
    default void environmentIsThere(Inside kind) throws Exception {
        nameIsThere(kind, "java:comp/env");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the managed executor is there in every callback")
    default void managedExecutorIsThere(Inside kind) throws Exception {
        nameIsThere(kind, "java:comp/DefaultManagedExecutorService");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the managed thread factory is there in every callback")
    default void managedThreadFactoryIsThere(Inside kind) throws Exception {
        nameIsThere(kind, "java:comp/DefaultManagedThreadFactory");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("callbacks run on the managed executor, and the work of a stream on a thread of the managed factory")
    default void callbacksRunOnManagedThreads(Inside kind) {
        // A callback that the executor does not begin soon, on a starved machine, has a thread of the factory too.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            List<String> told = kind.run(this);
            assumeTrue(told.stream().noneMatch(event -> event.startsWith("no managed threads")), "no managed threads");
            String executor = only(told, "thread of the executor: ");
            String factory = only(told, "thread of the factory: ");
            assertThat(executor).isNotEqualTo(factory);
            assertThat(only(told, kind.callbacks.get(1) + ": thread: "))
                    .isEqualTo(kind == Inside.STREAM ? factory : executor);
            assertThat(only(told, "onClosed: thread: ")).isEqualTo(executor);
        });
    }

    private static String only(List<String> told, String beginning) {
        List<String> found = told.stream()
                .filter(event -> event.startsWith(beginning))
                .map(event -> event.substring(beginning.length()))
                .distinct()
                .toList();
        assertThat(found).as(beginning).hasSize(1);
        return found.get(0);
    }

    private void nameIsThere(Inside kind, String name) throws Exception {
        List<String> told = kind.run(this);
        kind.assumeFoundAtOpen(told, name);
        kind.assertFound(told, name, true);
    }
}
