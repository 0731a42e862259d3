package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sluice.core.send.Sends.over;
import static org.sluice.core.send.Sends.soon;
import static org.sluice.core.send.Sends.text;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class OverdueTest {

    private final List<Outgoing> expired = new CopyOnWriteArrayList<>();
    private final Overdue overdue = new Overdue((unit, deadline) -> expired.add(unit));

    @Test
    void unitsExpireInTheirOrderAndOnlyThoseThatDidNotEnd() {
        Outgoing sent = text("sent");
        Outgoing first = text("first");
        Outgoing second = text("second");
        overdue.watch(first, over());
        overdue.watch(sent, over());
        overdue.watch(second, over());
        sent.done().complete(null);

        await().until(() -> expired.contains(second));
        assertThat(expired).startsWith(first).endsWith(second).contains(first, second);
    }

    @Test
    void laterUnitsAreWatchedAfterAnEarlierOneExpired() {
        Outgoing first = text("first");
        Outgoing second = text("second");
        overdue.watch(first, over());
        await().until(() -> expired.contains(first));
        overdue.watch(second, over());

        await().until(() -> expired.contains(second));
    }

    @Test
    void unitsThatEndedAreForgotten() {
        for (int i = 0; i < 100; i++) {
            Outgoing unit = text("a");
            overdue.watch(unit, soon());
            unit.done().complete(null);
        }
        Outgoing last = text("b");
        overdue.watch(last, soon());

        assertThat(overdue.watched()).isEqualTo(1);
    }

    @Test
    void theEarliestDeadlineComesFirstWhateverCameBefore() {
        Outgoing patient = text("patient");
        Outgoing hasty = text("hasty");
        overdue.watch(patient, soon());
        overdue.watch(hasty, over());

        await().until(() -> expired.contains(hasty));
        assertThat(expired).doesNotContain(patient);
        assertThat(overdue.watched()).isEqualTo(1);
    }

    @Test
    void aFloodOfUnitsThatEndBehindOneThatDoesNotIsForgottenToo() {
        overdue.watch(text("stuck"), soon());
        int most = 0;
        for (int i = 0; i < 10_000; i++) {
            Outgoing dropped = text("dropped");
            overdue.watch(dropped, soon());
            dropped.done().completeExceptionally(new IOException("dropped"));
            most = Math.max(most, overdue.watched());
        }

        assertThat(most).isLessThanOrEqualTo(64);
    }

    @Test
    void nothingExpiresOnceStopped() {
        overdue.watch(text("a"), soon());
        overdue.stop();
        overdue.stop();
        overdue.watch(text("b"), over());

        assertThat(overdue.watched()).isZero();
        assertThat(expired).isEmpty();
    }
}
