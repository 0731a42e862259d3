package org.sluice.core.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InjectedTest {

    private static final List<String> EVENTS = new ArrayList<>();

    /** What is injected. */
    @ApplicationScoped
    public static class Bean {
        public String name() {
            return "bean";
        }
    }

    /** No bean itself. */
    public static class Target {

        @Inject
        @Nullable
        Bean bean;

        @PostConstruct
        void begin() {
            EVENTS.add("begin with " + (bean == null ? "nothing" : bean.name()));
        }

        @PreDestroy
        void end() {
            EVENTS.add("end");
        }
    }

    @Test
    void objectIsMadeInjectedAndEnded() {
        EVENTS.clear();
        try (SeContainer cdi = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(Bean.class)
                .initialize()) {
            assertThat(cdi.isRunning()).isTrue();

            Injected<Target> made = Injected.of(Target.class).orElseThrow();
            assertThat(made.object().bean).isNotNull();
            assertThat(EVENTS).containsExactly("begin with bean");

            made.end().run();
            assertThat(EVENTS).containsExactly("begin with bean", "end");
        }
    }

    @Test
    void whereCdiDoesNotRunThereIsNone() {
        assertThat(Injected.of(Target.class)).isEmpty();
    }
}
