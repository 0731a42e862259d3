package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.Worker;

class EndingTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final Ending ending = new Ending();
    private final List<String> ran = new ArrayList<>();
    private final List<Exception> forced = new ArrayList<>();

    @Test
    void actionsRunOnceInTheirOrderAndAtOnceAfterTheEnd() {
        ending.whenCome(() -> ran.add("a"));
        ending.whenCome(() -> ran.add("b"));
        assertThat(ran).isEmpty();

        ending.come();
        ending.come();
        ending.whenCome(() -> ran.add("c"));

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void anActionThatFailsKeepsNoOtherBack() {
        ending.whenCome(() -> {
            throw new IllegalStateException("on purpose");
        });
        ending.whenCome(() -> ran.add("b"));

        assertThatThrownBy(ending::come).hasMessage("on purpose");
        assertThat(ran).containsExactly("b");
    }

    @Test
    void whoWaitsGoesOnAtTheEnd() throws Exception {
        Worker<String> waiter = Worker.run(() -> ending.await(LONG, forced::add));
        ending.come();

        waiter.result();
        ending.await(LONG, forced::add);
        assertThat(forced).isEmpty();
    }

    @Test
    void theEndIsForcedWhenTheTimeIsOver() {
        ending.await(Duration.ZERO, forced::add);

        assertThat(forced).singleElement().isInstanceOf(TimeoutException.class);
    }

    @Test
    void theEndIsForcedByAnInterruptWhichStays() {
        Thread.currentThread().interrupt();
        ending.await(LONG, forced::add);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(forced).singleElement().isInstanceOf(InterruptedException.class);
    }
}
