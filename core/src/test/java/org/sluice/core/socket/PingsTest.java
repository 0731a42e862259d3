package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.ManualExecutor;

class PingsTest {

    private final ManualExecutor callbacks = new ManualExecutor();
    private final List<Duration> times = new ArrayList<>();
    private final Pings pings = new Pings(callbacks, times::add);

    private ByteBuffer ping(CompletableFuture<Duration> answered) {
        return Objects.requireNonNull(pings.next(answered));
    }

    @Test
    void pongThatNamesThePingAnswersItOnTheCallbacks() {
        CompletableFuture<Duration> answered = new CompletableFuture<>();
        ByteBuffer payload = ping(answered);
        assertThat(payload.remaining()).isLessThanOrEqualTo(125);

        pings.answered(payload.duplicate());

        assertThat(times).as("told before the answer").hasSize(1).allMatch(time -> !time.isNegative());
        assertThat(answered).isNotDone();
        callbacks.runAll();
        assertThat(answered).isCompletedWithValueMatching(time -> !time.isNegative());
        pings.answered(payload);
        assertThat(times).hasSize(1);
    }

    @Test
    void pongAlsoAnswersThePingsBeforeIt() {
        List<CompletableFuture<Duration>> answers = new ArrayList<>();
        List<ByteBuffer> payloads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(new CompletableFuture<>());
            payloads.add(ping(answers.get(i)));
        }

        pings.answered(payloads.get(1));
        callbacks.runAll();

        assertThat(answers).extracting(CompletableFuture::isDone).containsExactly(true, true, false);
        pings.answered(payloads.get(0));
        assertThat(times).hasSize(1);
    }

    @Test
    void pongThatNamesNoneIsPassedOver() {
        CompletableFuture<Duration> answered = new CompletableFuture<>();
        ping(answered);

        pings.answered(ByteBuffer.allocate(0));
        pings.answered(ByteBuffer.allocate(12));
        callbacks.runAll();
        assertThat(times).isEmpty();
        assertThat(answered).isNotDone();
    }

    @Test
    void payloadThatTheSinkConsumedStillFindsItsPing() {
        CompletableFuture<Duration> answered = new CompletableFuture<>();
        ByteBuffer payload = ping(answered);
        ByteBuffer pong = payload.duplicate();
        payload.position(payload.limit());

        pings.answered(pong);
        assertThat(times).hasSize(1);
    }

    @Test
    void probeIsMeasuredAndTellsNobodyElse() {
        ByteBuffer probe = Objects.requireNonNull(pings.probe());

        pings.answered(probe);
        callbacks.runAll();

        assertThat(times).hasSize(1).allMatch(time -> !time.isNegative());
    }

    @Test
    @DisplayName("S keep-alive: a peer that answers no ping is still asked, and the eldest probes are forgotten")
    void probesGoOnTowardsAPeerThatNeverAnswers() {
        List<ByteBuffer> probes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            probes.add(Objects.requireNonNull(pings.probe()));
        }

        pings.answered(probes.get(199 - 64));
        assertThat(times).as("forgotten").isEmpty();
        pings.answered(probes.get(199 - 63));
        pings.answered(probes.get(199));
        assertThat(times).as("kept").hasSize(2);
    }

    @Test
    void probesAndPingsThatAreAskedForLeaveEachOtherRoom() {
        CompletableFuture<Duration> first = new CompletableFuture<>();
        ping(first);
        for (int i = 0; i < 200; i++) {
            assertThat(pings.probe()).isNotNull();
        }
        for (int i = 1; i < 128; i++) {
            ping(new CompletableFuture<>());
        }
        CompletableFuture<Duration> refused = new CompletableFuture<>();
        assertThat(pings.next(refused)).isNull();
        assertThat(refused).isCompletedExceptionally();

        pings.answered(Objects.requireNonNull(pings.probe()));
        callbacks.runAll();

        assertThat(first).as("a pong answers all before it").isCompleted();
        for (int i = 0; i < 128; i++) {
            ping(new CompletableFuture<>());
        }
    }

    @Test
    void thereIsNoProbeAfterTheEnd() {
        assertThat(pings.probe()).isNotNull();
        pings.end(new IOException("over"));
        callbacks.runAll();
        assertThat(pings.probe()).isNull();
    }

    @Test
    void everyPongCountsAlsoOneThatNamesNone() {
        pings.answered(ByteBuffer.allocate(0));
        pings.answered(Objects.requireNonNull(pings.probe()));
        assertThat(pings.pongs()).isEqualTo(2);
    }

    @Test
    void tooManyUnansweredPingsAreRefused() {
        for (int i = 0; i < 128; i++) {
            ping(new CompletableFuture<>());
        }
        CompletableFuture<Duration> refused = new CompletableFuture<>();

        assertThat(pings.next(refused)).isNull();
        assertThatThrownBy(refused::join).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void endFailsAllThatWaitAndAllThatCome() {
        CompletableFuture<Duration> waiting = new CompletableFuture<>();
        CompletableFuture<Duration> late = new CompletableFuture<>();
        ping(waiting);

        pings.end(new IOException("over"));
        callbacks.runAll();

        assertThatThrownBy(waiting::join).hasRootCauseMessage("over");
        assertThat(pings.next(late)).isNull();
        assertThatThrownBy(late::join).hasRootCauseMessage("over");
    }

    @Test
    void anEndThatNobodyWaitsForNeedsNoThread() {
        assertThat(pings.probe()).isNotNull();

        pings.end(new IOException("over"));

        assertThat(callbacks.waiting()).isZero();
    }
}
