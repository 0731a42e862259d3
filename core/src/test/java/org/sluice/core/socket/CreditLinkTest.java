package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.common.Threads;
import org.sluice.core.credit.CreditException;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.credit.Grant;
import org.sluice.core.doubles.RecordingSink;
import org.sluice.core.send.SendLane;
import org.sluice.core.send.SendListener;

/** How the window of one connection grows, with a clock of the test's. */
class CreditLinkTest {

    private static final int WINDOW = 64 * 1024;
    private static final int CHUNK = WINDOW / 2;
    private static final int CEILING = 10 * WINDOW;
    private static final long ROUND_TRIP = Duration.ofMillis(100).toNanos();

    private final RecordingSink sink = new RecordingSink();
    private final SendLane lane = new SendLane(sink, Threads.shared(), new Unheard());
    private final AtomicLong clock = new AtomicLong(-5);

    @AfterEach
    void end() {
        lane.fail(new IOException("end of the test"));
    }

    private static final class Unheard implements SendListener {
        @Override
        public void sent(long bytes, boolean endsMessage) {}

        @Override
        public void failed(IOException cause) {}

        @Override
        public void stuck(IOException cause) {}
    }

    private CreditLink open(boolean text) {
        CreditLink link = new CreditLink(
                lane,
                text ? CreditTerms.ofSubProtocol(WINDOW) : new CreditTerms(WINDOW, WINDOW, false),
                () -> CEILING,
                clock::get);
        link.begin();
        sink.awaitFrames(1);
        return link;
    }

    private void follows(CreditLink link) throws CreditException {
        clock.addAndGet(ROUND_TRIP);
        link.granted(new Grant(WINDOW, true));
    }

    private long lastGrant(boolean text) {
        return sink.frames().stream()
                .filter(frame -> frame.kind() == (text ? RecordingSink.Kind.TEXT : RecordingSink.Kind.PONG))
                .mapToLong(frame -> {
                    try {
                        return text
                                ? Grant.readText(frame.text()).total()
                                : Grant.read(frame.payload()).orElseThrow().total();
                    } catch (CreditException e) {
                        throw new AssertionError(e);
                    }
                })
                .max()
                .orElseThrow();
    }

    /** A peer that sends all that it may in each round trip; whether the application takes it at once or late is the test's. */
    private void fastPeer(CreditLink link, boolean text, int roundTrips, long takesNanos) throws CreditException {
        long sent = 0;
        long taken = 0;
        for (int i = 0; i < roundTrips; i++) {
            long granted = lastGrant(text);
            clock.addAndGet(ROUND_TRIP);
            for (; sent < granted; sent += CHUNK) {
                assertThat(link.received(CHUNK, true)).isEqualTo(CHUNK);
                assertThat(link.largestWindow()).isGreaterThanOrEqualTo((int) (sent + CHUNK - taken));
            }
            clock.addAndGet(takesNanos);
            link.taken(sent - taken);
            taken = sent;
            long all = taken;
            await().until(() -> lastGrant(text) >= all + WINDOW);
        }
    }

    @Test
    void aPeerThatWaitsForEachGrantGetsALargerWindowUpToTheCeiling() throws CreditException {
        CreditLink link = open(false);
        assertThat(link.largestWindow()).isEqualTo(WINDOW);
        follows(link);
        fastPeer(link, false, 12, 0);
        assertThat(link.largestWindow()).isEqualTo(CEILING);
    }

    @Test
    void soDoesOneOfTheSubProtocol() throws CreditException {
        CreditLink link = open(true);
        fastPeer(link, true, 12, 0);
        assertThat(link.largestWindow()).isEqualTo(CEILING);
    }

    @Test
    void anApplicationThatIsSlowKeepsTheWindow() throws CreditException {
        CreditLink link = open(false);
        follows(link);
        fastPeer(link, false, 12, 10 * ROUND_TRIP);
        assertThat(link.largestWindow()).isEqualTo(WINDOW);
    }

    @Test
    void aPeerThatMayNotHaveSeenAGrantTellsNothing() throws CreditException {
        CreditLink link = open(false);
        link.granted(new Grant(WINDOW, false));
        fastPeer(link, false, 12, 0);
        assertThat(link.largestWindow()).isEqualTo(WINDOW);
    }

    @Test
    void theTimeUntilThePeerFollowsIsARoundTripToo() throws CreditException {
        CreditLink link = open(false);
        clock.addAndGet(ROUND_TRIP / 1000);
        link.granted(new Grant(WINDOW, true));
        // A peer that merely sends slowly looks as if it waited for each grant, but the round trip is known to be
        // short.
        fastPeer(link, false, 12, 0);
        assertThat(link.largestWindow()).isEqualTo(WINDOW);
    }
}
