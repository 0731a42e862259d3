package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.Worker;

class OneCallerTest {

    private volatile Duration timeout = Duration.ofSeconds(20);
    private final OneCaller callers = new OneCaller(
            deadline -> new IOException("over after " + deadline.timeout()), () -> new IOException("interrupted"));

    private Worker<String> in() {
        return Worker.run(() -> {
            callers.enter(() -> timeout);
            callers.leave();
        });
    }

    @Test
    @DisplayName("the next call gets in when the one before has left")
    void oneAtATime() throws Exception {
        callers.enter(() -> timeout);
        Worker<String> next = in().awaitWaiting();

        callers.leave();

        next.result();
    }

    @Test
    @DisplayName("P73 a call that waits for another one gives up in its own time")
    void timeIsOver() throws Exception {
        callers.enter(() -> timeout);
        timeout = Duration.ofMillis(5);

        assertThat(in().failure()).hasMessage("over after PT0.005S");

        callers.leave();
        in().result();
    }

    @Test
    @DisplayName("P73 a call that waits for another one gives up when it is interrupted")
    void interrupted() throws Exception {
        callers.enter(() -> timeout);
        Worker<String> waiting = in().awaitWaiting();

        waiting.interrupt();

        assertThat(waiting.failure()).hasMessage("interrupted");
        callers.leave();
        in().result();
    }

    @Test
    @DisplayName("one that comes interrupted and need not wait gets in")
    void needNotWait() throws Exception {
        Worker<String> worker = Worker.run(() -> {
            Thread.currentThread().interrupt();
            callers.enter(() -> {
                throw new AssertionError("no time is needed");
            });
            callers.leave();
        });

        worker.result();
        assertThat(worker.endedInterrupted()).isTrue();
        assertThatThrownBy(callers::leave).isInstanceOf(IllegalMonitorStateException.class);
    }
}
