package org.sluice.core.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.common.Threads;
import org.sluice.core.config.Setting;
import org.sluice.core.config.Settings;
import org.sluice.core.doubles.Worker;
import org.sluice.core.json.Json;

class ApplicationsTest {

    private final Applications applications = new Applications();
    private final ClassLoader war = new ClassLoader(null) {};
    private final ClassLoader other = new ClassLoader(null) {};
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private Applications.Stop begin(ClassLoader loader) {
        return applications.begin(loader, Settings.read(), Threads.own(), false);
    }

    private static boolean runs(Application application) throws Exception {
        CompletableFuture<Void> ran =
                CompletableFuture.runAsync(() -> {}, application.callbacks().threads());
        try {
            ran.get(100, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Test
    void applicationIsFoundByItsEndpointsLoaderThenByTheContextThenAbove() {
        try (Applications.Stop first = begin(war);
                Applications.Stop second = begin(other)) {
            Application ofWar = applications.find(war, other);
            Application ofOther = applications.find(null, other);

            assertThat(first).isNotSameAs(second);
            assertThat(ofWar).isNotSameAs(ofOther);
            assertThat(applications.find(other, war)).isSameAs(ofOther);
            assertThat(applications.find(before, war)).isSameAs(ofWar);
            assertThat(applications.find(new ClassLoader(war) {}, null)).isSameAs(ofWar);
            assertThat(applications.find(null, new ClassLoader(war) {})).isSameAs(ofWar);
        }
    }

    @Test
    void endpointOfNoApplicationGetsTheDefaults() throws Exception {
        Application none = applications.find(war, null);

        assertThat(none.settings().maxMessageSize()).isEqualTo(Settings.read().maxMessageSize());
        assertThat(runs(none)).isTrue();
    }

    @Test
    void stopEndsTheApplicationAndForgetsIt() throws Exception {
        Applications.Stop stop = begin(war);
        Application application = applications.find(war, null);
        assertThat(runs(application)).isTrue();

        stop.close();
        stop.close();

        assertThat(runs(application)).isFalse();
        assertThat(applications.find(war, null)).isNotSameAs(application);
    }

    @Test
    void applicationThatStartedTwiceStopsWithTheSecondStop() throws Exception {
        Applications.Stop first = begin(war);
        Applications.Stop second = begin(war);
        Application application = applications.find(war, null);

        first.close();
        first.close();
        assertThat(runs(application)).isTrue();

        second.close();
        assertThat(runs(application)).isFalse();
    }

    @Test
    void applicationMayStartAgainWhileItStops() throws Exception {
        Applications.Stop stop = begin(war);
        Application stopping = applications.find(war, null);
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        stopping.callbacks().threads().execute(() -> mayEnd.join());
        Worker<String> closing = Worker.run(stop::close).awaitWaiting();

        try (Applications.Stop again = begin(war)) {
            mayEnd.complete(null);
            assertThat(closing.result()).isEqualTo("returned");
            assertThat(again).isNotSameAs(stop);
            assertThat(applications.find(war, null)).isNotSameAs(stopping);
            assertThat(runs(applications.find(war, null))).isTrue();
        }
    }

    @Test
    void callbacksSeeTheContextLoaderOfTheStart() {
        Thread.currentThread().setContextClassLoader(war);
        try (Applications.Stop stop = begin(war)) {
            Thread.currentThread().setContextClassLoader(before);
            AtomicReference<ClassLoader> seen = new AtomicReference<>();

            applications
                    .find(war, null)
                    .callbacks()
                    .threads()
                    .execute(() -> seen.set(Thread.currentThread().getContextClassLoader()));

            await().untilAsserted(() -> assertThat(seen).hasValue(war));
            assertThat(stop).isNotNull();
        }
    }

    @Test
    void sharedThreadsStopWithTheLastApplicationOfACopyThatGoesWithIt() throws Exception {
        Applications own = new Applications();
        Applications.Stop first = own.begin(war, Settings.read(), Threads.own(), true);
        Applications.Stop second = own.begin(other, Settings.read(), Threads.own(), true);
        first.close();
        assertThat(sharedRuns()).isTrue();

        second.close();
        try {
            assertThat(sharedRuns()).isFalse();
        } finally {
            begin(war).close();
        }
        assertThat(sharedRuns()).isTrue();
    }

    @Test
    void sharedThreadsRunOnAfterTheLastApplicationOfACopyThatOutlivesIt() throws Exception {
        begin(war).close();

        assertThat(sharedRuns()).isTrue();
    }

    private static boolean sharedRuns() throws InterruptedException, ExecutionException {
        try {
            CompletableFuture.runAsync(() -> {}, Threads.shared()).get(100, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Test
    void bindingOfJsonIsMadeAnewAfterAStop() throws Exception {
        assertThat(Json.write(1)).isEqualTo("1");
        begin(war).close();
        assertThat(Json.read("2", Integer.class)).isEqualTo(2);
    }

    @Test
    void embeddedServerStartsByTypesOfTheJdk() {
        Runnable stop = EmbeddedStart.start(war, false, Map.of());
        try {
            assertThat(Applications.of(war)).isSameAs(Applications.of(war));
        } finally {
            stop.run();
        }
        assertThat(Applications.of(war)).isNotSameAs(Applications.of(war));
    }

    @Test
    void embeddedServersApplicationsHaveTheSettingsOfTheirContextParametersAndOfTheProgramBefore() {
        Map<String, String> parameters = Map.of("sluice.max-message-size", "7", "sluice.send-timeout", "7s");
        System.setProperty("sluice.send-timeout", "8s");
        Runnable stop = EmbeddedStart.start(war, false, parameters);
        try {
            assertThat(Applications.of(war).settings().maxMessageSize()).isEqualTo(7);
            assertThat(Applications.of(war).settings().timeout(Setting.SEND_TIMEOUT))
                    .isEqualTo(Duration.ofSeconds(8));
        } finally {
            System.clearProperty("sluice.send-timeout");
            stop.run();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedStart.start(war, false, Map.of("sluice.max-message-size", "much")))
                .withMessageContaining("the context parameter sluice.max-message-size is \"much\"");
    }

    @Test
    void embeddedServerDoesNotStartWithAWrongSetting() {
        System.setProperty("sluice.send-timeout", "soon");
        try {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EmbeddedStart.start(war, false, Map.of()))
                    .withMessageContaining("the system property sluice.send-timeout");
        } finally {
            System.clearProperty("sluice.send-timeout");
        }
    }
}
