package org.sluice.grizzly.wire;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * What a peer shows of itself by taking what it is sent. A slow one comes to a ping only when it has taken all that the systems between hold
 * in front of it, and until then nothing else may tell that it lives. Once more than that was taken without a word of it, it has had the ping,
 * and taking tells nothing any more: something on the way may swallow all. Whether it then counts as dead is left to the socket.
 *
 * <p>Told by the events of one connection, one at a time.
 */
final class Uptake {

    /** More than the systems of both ends hold for one connection, in bytes: Linux has 4 and 6 MiB at most, where nobody gave it more. */
    static final long MOST_ON_THE_WAY = 64L * 1024 * 1024;

    private static final AtomicLongFieldUpdater<Uptake> SIGNS =
            AtomicLongFieldUpdater.newUpdater(Uptake.class, "signs");

    private long received;
    private long writtenThen;
    private volatile long signs;

    /** The system, which was full, takes more; so much was received and written until now. */
    void more(long receivedNow, long writtenNow) {
        if (receivedNow != received) {
            received = receivedNow;
            writtenThen = writtenNow;
        }
        if (writtenNow - writtenThen <= MOST_ON_THE_WAY) {
            SIGNS.lazySet(this, signs + 1);
        }
    }

    /** How often the peer showed itself. From any thread. */
    long signs() {
        return signs;
    }
}
