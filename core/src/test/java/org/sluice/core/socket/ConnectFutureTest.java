package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

class ConnectFutureTest {

    private final CompletableFuture<Void> attempt = new CompletableFuture<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> result =
            ConnectFuture.of(attempt, failure -> told.add("failed"), () -> told.add("cancelled"));

    @Test
    void successIsPassedOn() throws Exception {
        attempt.complete(null);

        ConnectFuture.await(result);
        assertThat(told).isEmpty();
    }

    @Test
    void failureIsPassedOnUnwrapped() {
        WebSocketException failure = new WebSocketException("no", WebErrorStatus.CANNOT_CONNECT, Phase.TCP);
        attempt.completeExceptionally(new CompletionException(failure));

        assertThatThrownBy(() -> ConnectFuture.await(result)).isSameAs(failure);
        assertThat(told).containsExactly("failed");
    }

    @Test
    void cancelReachesTheAttempt() {
        result.cancel(false);

        assertThat(attempt).isCancelled();
        assertThat(told).contains("cancelled");
    }

    /** A connection that has just opened ends with the attempt, and its end is to be heard by nobody. */
    @Test
    void theOneWhoCancelsIsToldBeforeTheAttemptEnds() {
        CompletionStage<Void> unused = attempt.whenComplete((nothing, failure) -> told.add("ended"));

        result.cancel(true);

        assertThat(told).startsWith("cancelled").contains("ended");
    }

    @Test
    void cancelAfterTheEndTellsNobody() {
        attempt.complete(null);
        result.cancel(false);

        assertThat(told).isEmpty();
    }

    @Test
    void undocumentedFailureIsAnErrorOfTheConnector() {
        attempt.completeExceptionally(new ArithmeticException("bug"));

        assertThatThrownBy(() -> ConnectFuture.await(result))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("bug");
    }
}
