package org.sluice.core.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.servlet.Container;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.application.Application;
import org.sluice.core.application.Applications;
import org.sluice.core.config.InvalidSettingException;
import org.sluice.core.config.Settings;

class SluiceListenerTest {

    private final FakeServlets servlets = new FakeServlets();
    private final SluiceListener listener = new SluiceListener();
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final ClassLoader war = new ClassLoader(before) {};

    @BeforeEach
    void deploy() {
        Thread.currentThread().setContextClassLoader(war);
    }

    @AfterEach
    void undeploy() {
        listener.contextDestroyed(servlets.event());
        Thread.currentThread().setContextClassLoader(before);
    }

    private String threadOfACallback() throws Exception {
        return threadOf(Applications.of(war).callbacks().threads());
    }

    private static String threadOf(Executor executor) throws Exception {
        return CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), executor)
                .get(10, TimeUnit.SECONDS);
    }

    private static ThreadFactory named(String name) {
        return task -> new Thread(task, name);
    }

    @Test
    void guardStandsBeforeAllOtherFilters() {
        listener.contextInitialized(servlets.event());

        assertThat(servlets.filters).singleElement().isInstanceOf(OriginFilter.class);
        assertThat(servlets.mappings).containsExactly("async true", "requests after false [/*]");
    }

    @Test
    void whereTheContainerIsTyrusItsUpgradesAreOrdered() {
        servlets.attributes.put("jakarta.websocket.server.ServerContainer", new Container());

        listener.contextInitialized(servlets.event());

        assertThat(servlets.filters).hasExactlyElementsOfTypes(TyrusFilter.class, OriginFilter.class);
        assertThat(servlets.mappings).containsOnly("async true", "requests after false [/*]");
    }

    @Test
    void otherContainersUpgradeAsTheyDo() {
        servlets.attributes.put("jakarta.websocket.server.ServerContainer", "another");

        listener.contextInitialized(servlets.event());

        assertThat(servlets.filters).hasExactlyElementsOfTypes(OriginFilter.class);
    }

    @Test
    void secondListenerOfTheSameApplicationAddsNoGuard() {
        servlets.filterExists = true;

        listener.contextInitialized(servlets.event());

        assertThat(servlets.mappings).isEmpty();
    }

    @Test
    void applicationHasTheSettingsOfItsContextUntilItIsDestroyed() {
        servlets.parameters.put("sluice.max-message-size", "7");
        servlets.parameters.put("sluice.no-such-setting", "7");
        listener.contextInitialized(servlets.event());
        Application started = Applications.of(war);
        assertThat(started.settings().maxMessageSize()).isEqualTo(7);

        listener.contextDestroyed(servlets.event());
        listener.contextDestroyed(servlets.event());

        assertThat(Applications.of(war).settings().maxMessageSize())
                .isEqualTo(Settings.read().maxMessageSize());
    }

    @Test
    void wrongSettingStopsTheDeployment() {
        servlets.parameters.put("sluice.send-timeout", "soon");

        assertThatThrownBy(() -> listener.contextInitialized(servlets.event()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("the context parameter sluice.send-timeout is \"soon\"");
    }

    @Test
    void callbacksRunOnThreadsOfTheContainersFactory() throws Exception {
        try (FakeNames names = FakeNames.with(ContainerThreads.FACTORY, named("managed"))) {
            assertThat(names).isNotNull();
            listener.contextInitialized(servlets.event());
            assertThat(threadOfACallback()).isEqualTo("managed");
        }
    }

    @Test
    void callbacksRunOnTheContainersExecutorAndStreamsOnThreadsOfItsFactory() throws Exception {
        ExecutorService managed = Executors.newCachedThreadPool(named("executor"));
        try (FakeNames names = FakeNames.with(ContainerThreads.EXECUTOR, managed);
                FakeNames more = FakeNames.with(ContainerThreads.FACTORY, named("factory"))) {
            assertThat(List.of(names, more)).isNotEmpty();
            listener.contextInitialized(servlets.event());

            // One that the executor is slow to begin, on a starved machine, has a thread of the factory.
            await().until(() -> threadOfACallback().equals("executor"));
            assertThat(threadOf(Applications.of(war).callbacks().lasting())).isEqualTo("factory");
        } finally {
            managed.shutdown();
        }
    }

    @Test
    void callbacksRunOnTheContainersExecutorWhereThereIsNoFactory() throws Exception {
        ExecutorService managed = Executors.newCachedThreadPool(named("executor"));
        try (FakeNames names = FakeNames.with(ContainerThreads.EXECUTOR, managed)) {
            assertThat(names).isNotNull();
            listener.contextInitialized(servlets.event());
            assertThat(threadOfACallback()).isEqualTo("executor");
        } finally {
            managed.shutdown();
        }
    }

    @Test
    void callbacksRunOnTheExecutorThatIsNamedAndLeaveItRunning() throws Exception {
        ExecutorService managed = Executors.newCachedThreadPool(named("executor"));
        servlets.parameters.put("sluice.executor", "java:app/mine");
        try (FakeNames names = FakeNames.with("java:app/mine", managed)) {
            assertThat(names).isNotNull();
            listener.contextInitialized(servlets.event());
            assertThat(threadOfACallback()).isEqualTo("executor");

            listener.contextDestroyed(servlets.event());

            assertThat(managed.submit(() -> "runs on").get(10, TimeUnit.SECONDS))
                    .isEqualTo("runs on");
        } finally {
            managed.shutdown();
        }
    }

    @Test
    void callbacksRunOnOurThreadsWhereTheContainerHasNone() throws Exception {
        listener.contextInitialized(servlets.event());

        assertThat(threadOfACallback()).doesNotContain("main");
    }

    @Test
    void callbacksRunOnOurThreadsWhereThatIsAskedFor() throws Exception {
        servlets.parameters.put("sluice.executor", "own");
        try (FakeNames names = FakeNames.with(ContainerThreads.FACTORY, named("managed"))) {
            assertThat(names).isNotNull();
            listener.contextInitialized(servlets.event());
            assertThat(threadOfACallback()).isNotEqualTo("managed");
        }
    }

    @Test
    void nameThatSaysNothingStopsTheDeployment() {
        servlets.parameters.put("sluice.executor", "java:app/mine");
        try (FakeNames names = FakeNames.with("java:app/other", named("managed"))) {
            assertThat(names).isNotNull();
            assertThatThrownBy(() -> listener.contextInitialized(servlets.event()))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContainingAll("sluice.executor", "\"java:app/mine\"", "not found");
        }
    }

    @Test
    void nameOfSomethingElseStopsTheDeployment() {
        servlets.parameters.put("sluice.executor", "java:app/mine");
        try (FakeNames names = FakeNames.with("java:app/mine", "text")) {
            assertThat(names).isNotNull();
            assertThatThrownBy(() -> listener.contextInitialized(servlets.event()))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("java.lang.String");
        }
    }
}
