package org.sluice.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnTest {

    private final AtomicInteger changes = new AtomicInteger();
    private final Turn turn = new Turn(changes::incrementAndGet);

    private static void mustNotWait() {
        throw new AssertionError("waits for a free turn");
    }

    @Test
    void freeTurnIsTakenWithoutWaiting() throws Exception {
        turn.take(TurnTest::mustNotWait);
        turn.giveBack();
        turn.take(TurnTest::mustNotWait);
    }

    @Test
    void givingBackWakesTheOthers() throws Exception {
        turn.take(TurnTest::mustNotWait);
        turn.giveBack();

        assertThat(changes).hasValue(1);
    }

    @Test
    void goesToThoseThatWaitInTheirOrder() throws Exception {
        List<String> order = new ArrayList<>();
        turn.take(TurnTest::mustNotWait);
        // The second comes while the first waits, and stays behind it although the turn is free.
        turn.take(() -> {
            if (order.isEmpty()) {
                order.add("first waits");
                turn.giveBack();
                assertThatThrownBy(() -> turn.take(() -> {
                            order.add("second waits");
                            throw new IOException("enough");
                        }))
                        .hasMessage("enough");
            }
        });

        assertThat(order).containsExactly("first waits", "second waits");
    }

    @Test
    void leavingTheLineWakesThoseBehind() throws Exception {
        turn.take(TurnTest::mustNotWait);

        assertThatThrownBy(() -> turn.take(() -> {
                    throw new IOException("too late");
                }))
                .hasMessage("too late");

        assertThat(changes).hasValue(1);
        turn.giveBack();
        turn.take(TurnTest::mustNotWait);
    }
}
