package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.SocketClosedException;

class LifeTest {

    private final SocketClosedException mine = new SocketClosedException("send", 4000, "mine", null);
    private final Life life = new Life();
    private final List<String> changes = new ArrayList<>();

    private Life open() {
        assertThat(life.open(() -> changes.add("attached"))).isTrue();
        return life;
    }

    private Life.End end(int code, @Nullable Throwable cause) {
        return Objects.requireNonNull(life.end(code, "", cause), "decided before");
    }

    @Test
    void aSocketConnectsOnce() {
        life.connect();

        assertThatIllegalStateException().isThrownBy(life::connect).withMessageContaining("make a new one");
        assertThat(life.isOpen()).isFalse();
    }

    @Test
    void itOpensWithAConnectAndWithoutOne() {
        assertThat(open().isOpen()).isTrue();
        Life other = new Life();
        other.connect();

        assertThat(other.open(() -> changes.add("attached"))).isTrue();
        assertThat(other.canSend()).isTrue();
        assertThat(changes).hasSize(2);
    }

    @Test
    void itOpensOnce() {
        open();

        assertThat(life.open(() -> changes.add("again"))).isFalse();
        assertThat(changes).containsExactly("attached");
    }

    @Test
    void whatIsClosedOrGivenUpBeforeDoesNotOpen() {
        Life.CloseStep step = life.close(mine);
        assertThat(step.sends()).isFalse();
        assertThat(step.attempt()).isNull();
        assertThat(life.open(() -> changes.add("attached"))).isFalse();
        assertThatIllegalStateException().isThrownBy(life::connect);

        Life other = new Life();
        other.connect();
        assertThat(other.giveUp()).isFalse();
        assertThat(other.open(() -> changes.add("attached"))).isFalse();
        assertThat(changes).isEmpty();
    }

    @Test
    void aCloseCancelsTheAttempt() {
        CompletableFuture<Void> trying = new CompletableFuture<>();
        life.connect();
        assertThat(life.tries(trying)).isTrue();

        assertThat(life.close(mine)).isEqualTo(new Life.CloseStep(false, trying));
    }

    @Test
    void anAttemptThatComesBehindTheCloseIsNotWanted() {
        life.connect();
        assertThat(life.close(mine).attempt()).isNull();

        assertThat(life.tries(new CompletableFuture<>())).isFalse();
    }

    @Test
    void ofACloseOnlyTheFirstSends() {
        open();

        assertThat(life.close(mine).sends()).isTrue();
        assertThat(life.close(mine).sends()).isFalse();
        assertThat(life.isOpen()).isFalse();
    }

    @Test
    void changesAreMadeUntilTheConnectOrTheConfigurationsEnd() {
        life.ifConfigurable("A", () -> changes.add("A"));
        life.connect();
        assertThatIllegalStateException()
                .isThrownBy(() -> life.ifConfigurable("The B", () -> changes.add("B")))
                .withMessage("The B can be set only before the socket connects");
        Life accepted = new Life();
        assertThat(accepted.open(() -> {})).isTrue();
        accepted.ifConfigurable("C", () -> changes.add("C"));
        accepted.configured();
        assertThatIllegalStateException().isThrownBy(() -> accepted.ifConfigurable("The D", () -> changes.add("D")));
        assertThat(changes).containsExactly("A", "C");
    }

    @Test
    void theEndIsDecidedOnceAndOnlyOfWhatOpened() {
        assertThat(life.end(1006, "", null)).isNull();
        open();

        assertThat(end(4001, null).event()).isEqualTo(new ClosedEvent(4001, "", ClosedBy.REMOTE, true));
        assertThat(life.end(1006, "", null)).isNull();
        assertThat(life.close(mine).sends()).isFalse();
    }

    @Test
    void whoBeganIsTold() {
        open();
        assertThat(life.close(mine).sends()).isTrue();

        assertThat(end(4001, null).event()).isEqualTo(new ClosedEvent(4001, "", ClosedBy.LOCAL, true));
    }

    @Test
    void aLostConnectionIsNobodysAndNotClean() {
        open();
        IOException reset = new IOException("Connection reset");

        Life.End end = end(1006, reset);

        assertThat(end.event()).isEqualTo(new ClosedEvent(1006, "", ClosedBy.NONE, false));
        assertThat(end.raised()).isTrue();
        assertThat(end.toReaders()).isNotNull().hasCause(reset).isSameAs(end.toSenders());
    }

    @Test
    void readersAreToldNothingOfACleanEnd() {
        open();

        assertThat(end(1001, null).toReaders()).isNull();
    }

    @Test
    void sendersAreToldOfThisEndsClose() {
        open();
        assertThat(life.close(mine).sends()).isTrue();

        Life.End end = end(1006, null);

        assertThat(end.toSenders()).isSameAs(mine);
        assertThat(Objects.requireNonNull(end.toReaders()).closeCode()).isEqualTo(1006);
    }

    @Test
    void ofAConnectionThatFailedBeforeTheCloseSendersAreToldThat() {
        open();
        IOException broken = new IOException("Broken pipe");
        life.sendFailed(broken);
        life.sendFailed(new IOException("a consequence"));
        assertThat(life.isOpen()).isTrue();
        assertThat(life.canSend()).isFalse();
        assertThat(life.close(mine).sends()).isTrue();

        Life.End end = end(1006, null);

        assertThat(end.toSenders().closeCode()).isEqualTo(1006);
        assertThat(end.toSenders()).hasCause(broken);
    }

    @Test
    void aCauseOfTheEndsOwnIsBetterThanTheFailedSend() {
        open();
        life.sendFailed(new IOException("Broken pipe"));
        IOException reset = new IOException("Connection reset");

        assertThat(end(1006, reset).toSenders()).hasCause(reset);
    }

    @Test
    void aCleanEndIsNotExplainedByAFailedSend() {
        open();
        life.sendFailed(new IOException("closed"));

        assertThat(end(1001, null).toSenders()).hasNoCause();
    }

    @Test
    void nobodyHearsOfAnEndBehindAConnectThatWasGivenUp() {
        life.connect();
        open();
        assertThat(life.giveUp()).isTrue();

        assertThat(end(1001, null).raised()).isFalse();
    }
}
