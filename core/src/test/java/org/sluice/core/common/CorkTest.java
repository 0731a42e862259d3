package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.ManualExecutor;
import org.sluice.core.doubles.Worker;

class CorkTest {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Runnable flush = new Flush("flush");
    private final Cork cork = new Cork();

    private final class Flush implements Runnable {

        private final String name;

        Flush(String name) {
            this.name = name;
        }

        @Override
        public void run() {
            events.add(name);
        }
    }

    @Test
    void nothingIsHeldWithoutACork() {
        assertThat(Cork.holds(flush)).isFalse();
    }

    @Test
    void whatOneTaskFlushesIsHeldWhileAnotherFollows() {
        cork.during(() -> {
            cork.more(true);
            assertThat(Cork.holds(flush)).isTrue();
            assertThat(events).isEmpty();
        });

        assertThat(events).containsExactly("flush");
    }

    @Test
    void theLastTaskFlushesAtOnce() {
        cork.during(() -> {
            cork.more(true);
            cork.more(false);
            assertThat(Cork.holds(flush)).isFalse();
        });

        assertThat(events).isEmpty();
    }

    @Test
    void severalFlushesOfOneAreOneAndAllKeepTheirOrder() {
        Runnable other = new Flush("other");
        cork.during(() -> {
            cork.more(true);
            assertThat(Cork.holds(flush)).isTrue();
            assertThat(Cork.holds(other)).isTrue();
            assertThat(Cork.holds(flush)).isTrue();
        });

        assertThat(events).containsExactly("flush", "other");
    }

    @Test
    void anotherThreadLetsOutWhatABlockedTaskHoldsAndNothingIsHeldAnyMore() throws Exception {
        Gate gate = new Gate();
        List<Boolean> held = new ArrayList<>();
        Worker<String> blocked = Worker.run(() -> cork.during(() -> {
            cork.more(true);
            held.add(Cork.holds(flush));
            gate.pass();
            held.add(Cork.holds(flush));
        }));
        gate.awaitReached();

        cork.release();

        assertThat(events).containsExactly("flush");
        gate.open();
        blocked.result();
        assertThat(held).containsExactly(true, false);
        assertThat(events).containsExactly("flush");
    }

    @Test
    void tasksThatFailLetGoOfWhatTheyHeld() {
        try {
            cork.during(() -> {
                cork.more(true);
                assertThat(Cork.holds(flush)).isTrue();
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException e) {
            events.add(String.valueOf(e.getMessage()));
        }

        assertThat(events).containsExactly("flush", "on purpose");
        assertThat(Cork.current()).isNull();
    }

    @Test
    void aSerialExecutorHoldsUntilItsLastTask() {
        ManualExecutor threads = new ManualExecutor();
        SerialExecutor serial = new SerialExecutor(threads);
        List<Boolean> held = new ArrayList<>();
        for (int task = 0; task < 3; task++) {
            serial.execute(() -> held.add(Cork.holds(flush)));
        }

        cork.during(threads::runAll);

        assertThat(held).containsExactly(true, true, false);
        assertThat(events).containsExactly("flush");
    }
}
