package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What Grizzly does with the tasks of a selector, in each of its ways. */
class SelectorTaskTest {

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aTaskThatIsGivenUpRunsAnyway() {
        new SelectorTask(runs::incrementAndGet).failed(new IOException("Selector is closed"));

        assertThat(runs).hasValue(1);
    }

    @Test
    void aTaskThatRanDoesNotRunAgain() {
        SelectorTask task = new SelectorTask(runs::incrementAndGet);
        assertThat(task.run()).as("the selector goes on").isTrue();
        task.completed(task);

        assertThat(runs).hasValue(1);
    }

    @Test
    void aTaskThatThrowsDoesNotRunAgain() {
        SelectorTask task = new SelectorTask(() -> {
            runs.incrementAndGet();
            throw new IllegalStateException("made by this test");
        });
        assertThatThrownBy(task::run).isInstanceOf(IllegalStateException.class);
        task.failed(new IllegalStateException("made by this test"));

        assertThat(runs).hasValue(1);
    }
}
