package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.Cork;
import org.sluice.core.doubles.ManualExecutor;

class SentFutureTest {

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ManualExecutor threads = new ManualExecutor();
    private final CompletableFuture<Void> sent = SentFuture.of(done, threads);

    @Test
    void endsOnThreadsOfTheApplication() {
        done.complete(null);
        assertThat(sent).isNotDone();

        threads.runAll();

        assertThat(sent).isCompleted();
    }

    @Test
    void endsAtOnceOnAThreadOfCallbacksWhereNothingFollows() {
        new Cork().during(() -> done.complete(null));

        assertThat(sent).isCompleted();
        assertThat(threads.waiting()).isZero();
    }

    @Test
    void continuationsRunOnThreadsOfTheApplicationWhateverThreadSends() {
        List<String> ran = new ArrayList<>();
        CompletionStage<Void> unused = sent.thenRun(() -> ran.add("continuation"));

        new Cork().during(() -> done.complete(null));
        assertThat(ran).isEmpty();

        threads.runAll();
        assertThat(ran).containsExactly("continuation");
    }

    @Test
    void failsWithTheReason() {
        IOException failure = new WebSocketException("too late", WebErrorStatus.TIMEOUT, Phase.TRANSFER);
        done.completeExceptionally(failure);
        threads.runAll();

        assertThatThrownBy(sent::get).hasCause(failure);
    }

    @Test
    void failsWithAnExceptionOfOursWhereTheConnectionFailedWithAnother() {
        IOException failure = new IOException("Connection reset by peer");
        done.completeExceptionally(failure);
        threads.runAll();

        assertThatThrownBy(sent::get)
                .cause()
                .hasCause(failure)
                .isInstanceOfSatisfying(WebSocketException.class, ours -> assertThat(ours.status())
                        .isSameAs(WebErrorStatus.CONNECTION_RESET));
    }

    @Test
    void whatTheApplicationDoesWithItLeavesTheSendAlone() {
        assertThat(sent.cancel(true)).isTrue();

        assertThat(done).isNotDone();
    }
}
