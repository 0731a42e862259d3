package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Answers answers = new Answers();

    @Test
    void enoughAnswersEndTheWait() throws InterruptedException {
        answers.came();
        answers.await(1, LONG);
        assertThat(answers.count()).isEqualTo(1);
    }

    @Test
    void answersThatComeWhileItWaitsCount() throws InterruptedException {
        CompletableFuture<Void> coming = CompletableFuture.runAsync(() -> {
            answers.came();
            answers.came();
        });
        answers.await(2, LONG);
        assertThat(answers.count()).isEqualTo(2);
        coming.join();
    }

    @Test
    void silenceEndsTheWait() throws InterruptedException {
        answers.await(1, Duration.ofMillis(1));
        assertThat(answers.count()).isZero();
    }

    @Test
    void theEndOfTheConnectionEndsTheWait() throws InterruptedException {
        answers.end();
        answers.await(1, LONG);
        assertThat(answers.count()).isZero();
    }
}
