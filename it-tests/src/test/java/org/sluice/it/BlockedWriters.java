package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;

/** The threads that write to a Jakarta session, the only ones that a send leaves to themselves. */
final class BlockedWriters {

    private BlockedWriters() {}

    /** Waits until none is at work any more. */
    static void awaitNone() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(Thread.getAllStackTraces().values()).noneMatch(stack -> Arrays.stream(stack)
                                .anyMatch(frame -> frame.getClassName().endsWith(".BlockingWriter")
                                        && frame.getMethodName().equals("write"))));
    }
}
