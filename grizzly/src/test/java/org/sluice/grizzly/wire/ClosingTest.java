package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.core.common.Timer;
import org.sluice.core.frame.FrameEncoder;
import org.sluice.core.frame.MaskingKeys;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;

class ClosingTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final FakeLine line = new FakeLine();
    private int completions;

    private Outbox outbox(Role role) {
        return new Outbox(line, new FrameEncoder(role, new MaskingKeys(new SecureRandom())), new SegmentPool(true));
    }

    private Closing closing(Role role, Duration timeout) {
        return closing(role, timeout, outbox(role));
    }

    private Closing closing(Role role, Duration timeout, Outbox outbox) {
        return new Closing(line, role, timeout, outbox, () -> completions++);
    }

    private static void awaitTimer() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        Timer.Cancel unused = Timer.in(Duration.ofMillis(20), later::countDown);
        later.await();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyTheFirstCloseFrameGoesOut(Role role) throws Exception {
        Closing closing = closing(role, LONG);
        closing.send(1000, "first");
        closing.send(1001, "second");

        assertThat(line.sentBy(role)).containsExactly("close:1000:first");
        assertThat(closing.isSent()).isTrue();
        assertThat(completions).isZero();
        assertThat(line.shutdowns).isZero();
        closing.stop();
    }

    @Test
    void theServerShutsItsHalfOnceItsAnswerIsOut() throws Exception {
        Closing closing = closing(Role.SERVER, LONG);
        line.takes(1);
        closing.receive(4001, "theirs");
        closing.send(4001, "theirs");
        assertThat(line.shutdowns).isZero();
        assertThat(completions).isEqualTo(1);

        closing.shutIfComplete();
        closing.shutIfComplete();

        assertThat(line.shutdowns).isEqualTo(1);
        assertThat(closing.end()).isEqualTo(new End(4001, "theirs"));
        closing.stop();
    }

    @Test
    void theServersHalfIsShutByTheSelectorWhereThePeerReadsLate() throws Exception {
        Outbox outbox = outbox(Role.SERVER);
        Closing closing = closing(Role.SERVER, LONG, outbox);
        line.takes(1);
        closing.receive(1000, "");
        closing.send(1000, "");
        assertThat(line.shutdowns).isZero();

        line.takesAll();
        outbox.writable();

        assertThat(line.shutdowns).isEqualTo(1);
        closing.stop();
    }

    @Test
    void theClientLeavesTheEndOfTheConnectionToTheServer() throws Exception {
        Closing closing = closing(Role.CLIENT, LONG);
        closing.send(1000, "");
        closing.receive(1000, "");
        closing.check();
        closing.shutIfComplete();

        assertThat(completions).isEqualTo(1);
        assertThat(line.shutdowns).isZero();
        closing.stop();
    }

    @Test
    void itTellsNothingBeforeAllIsSaid() throws Exception {
        Closing closing = closing(Role.SERVER, LONG);
        closing.check();
        closing.send(1000, "");
        closing.check();
        assertThat(completions).isZero();

        closing.fail(1002, "broken");
        closing.check();

        assertThat(completions).isEqualTo(1);
        assertThat(closing.end().code()).isEqualTo(1002);
        closing.stop();
    }

    @Test
    void aPeerThatDoesNotAnswerInTimeIsCut() throws Exception {
        Closing closing = closing(Role.CLIENT, SHORT);
        closing.endInTime();
        closing.send(1000, "");

        await().until(() -> line.terminations.get() == 1);
    }

    @Test
    void aCloseThatNobodyTimesIsNotCut() throws Exception {
        Closing closing = closing(Role.CLIENT, SHORT);
        closing.send(1000, "");
        awaitTimer();

        assertThat(line.terminations).hasValue(0);
    }

    @Test
    void theTimeRunsAlsoWhereTheCloseFrameIsStuck() throws Exception {
        Outbox outbox = outbox(Role.SERVER);
        line.takes(0);
        outbox.frame(Opcode.BINARY, true, false, ByteBuffer.allocate(40_000));
        Closing closing = closing(Role.SERVER, SHORT, outbox);
        closing.endInTime();
        closing.endInTime();

        await().until(() -> line.terminations.get() == 1);
        awaitTimer();
        assertThat(line.terminations).hasValue(1);
    }

    @Test
    void aLineThatHasEndedIsNotCutAnyMore() throws Exception {
        Closing closing = closing(Role.CLIENT, SHORT.multipliedBy(10));
        closing.endInTime();
        closing.send(1000, "");
        closing.stop();
        awaitTimer();

        assertThat(line.terminations).hasValue(0);
    }

    @Test
    void nothingIsTimedOnALineThatHasEnded() throws Exception {
        Outbox outbox = outbox(Role.CLIENT);
        Closing closing = closing(Role.CLIENT, SHORT, outbox);
        outbox.end(new IOException("gone"));
        closing.stop();

        closing.endInTime();
        assertThatThrownBy(() -> closing.send(1000, "")).isInstanceOf(IOException.class);
        awaitTimer();

        assertThat(line.terminations).hasValue(0);
    }
}
