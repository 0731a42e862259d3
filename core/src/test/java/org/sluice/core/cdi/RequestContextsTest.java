package org.sluice.core.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sluice.core.common.Callbacks;

class RequestContextsTest {

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final AtomicInteger DESTROYED = new AtomicInteger();

    /** One for each request. */
    @RequestScoped
    public static class PerRequest {

        private final int number = MADE.incrementAndGet();

        public int number() {
            return number;
        }

        @PreDestroy
        void end() {
            DESTROYED.incrementAndGet();
        }
    }

    private final Callbacks.Context context = RequestContexts.ofTheApplication();

    private static SeContainer cdi() {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(PerRequest.class)
                .initialize();
    }

    @Test
    void eachCallbackHasARequestOfItsOwn() {
        try (SeContainer cdi = cdi()) {
            PerRequest bean = cdi.select(PerRequest.class).get();
            List<Integer> numbers = new ArrayList<>();
            int destroyed = DESTROYED.get();

            context.run(() -> {
                numbers.add(bean.number());
                numbers.add(bean.number());
            });
            context.run(() -> numbers.add(bean.number()));

            assertThat(numbers.get(0)).isEqualTo(numbers.get(1)).isLessThan(numbers.get(2));
            assertThat(DESTROYED).hasValue(destroyed + 2);
            assertThatThrownBy(bean::number).isInstanceOf(ContextNotActiveException.class);
        }
    }

    @Test
    void requestThatIsActiveAlreadyIsKept() {
        try (SeContainer cdi = cdi()) {
            PerRequest bean = cdi.select(PerRequest.class).get();
            RequestContextController active =
                    cdi.select(RequestContextController.class).get();
            active.activate();
            int number = bean.number();

            context.run(() -> assertThat(bean.number()).isEqualTo(number));

            assertThat(bean.number()).isEqualTo(number);
            active.deactivate();
        }
    }

    @Test
    void requestEndsWithACallbackThatFails() {
        try (SeContainer cdi = cdi()) {
            PerRequest bean = cdi.select(PerRequest.class).get();

            assertThatThrownBy(() -> context.run(() -> {
                        bean.number();
                        throw new IllegalStateException("application");
                    }))
                    .hasMessage("application");

            assertThatThrownBy(bean::number).isInstanceOf(ContextNotActiveException.class);
        }
    }

    @Test
    void callbackRunsWhereCdiDoesNot() {
        AtomicInteger ran = new AtomicInteger();

        context.run(ran::incrementAndGet);
        context.run(ran::incrementAndGet);

        assertThat(ran).hasValue(2);
    }

    @Test
    void callbackRunsAfterTheEndOfCdi() {
        AtomicInteger ran = new AtomicInteger();
        try (SeContainer cdi = cdi()) {
            assertThat(cdi.isRunning()).isTrue();
            context.run(ran::incrementAndGet);
        }

        context.run(ran::incrementAndGet);

        assertThat(ran).hasValue(2);
    }

    @Test
    void endOfCdiDuringACallbackIsNoFailureOfTheCallback() {
        AtomicInteger ran = new AtomicInteger();
        SeContainer cdi = cdi();

        context.run(() -> {
            cdi.close();
            ran.incrementAndGet();
        });

        assertThat(ran).hasValue(1);
    }
}
