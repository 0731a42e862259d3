package org.sluice.grizzly.wire;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Waits for something to read on one channel, on the thread that reads, with a selector of its own that is lent while it is needed. Their
 * number is bounded, since each costs descriptors; who gets none waits as if there were no such thing.
 *
 * <p>One thread at a time; {@link #stop} may come from any.
 */
final class Readiness {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** Streams that are read at the same moment, beyond which a selector of their own is of no use to a few processors. */
    private static final int MOST = 64;

    private static final ConcurrentLinkedQueue<Selector> FREE = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger LENT = new AtomicInteger();
    private static final int KEPT = 4;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final SocketChannel channel;
    private volatile @Nullable Selector lent;
    private @Nullable SelectionKey key;

    Readiness(SocketChannel channel) {
        this.channel = channel;
    }

    /** See {@link Line#await}. */
    boolean await(long nanos) throws IOException {
        Selector selector = lent;
        if (selector == null) {
            selector = borrow();
            if (selector == null) {
                return false;
            }
            lent = selector;
            key = channel.register(selector, SelectionKey.OP_READ);
        }
        return selector.select(ready -> {}, Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos))) > 0;
    }

    /** See {@link Line#stopAwaiting}. */
    void stop() {
        Selector selector = lent;
        if (selector != null) {
            selector.wakeup();
        }
    }

    /** See {@link Line#doneAwaiting}; a closed channel is given back to the system only after this. */
    void done() {
        Selector selector = lent;
        if (selector == null) {
            return;
        }
        lent = null;
        boolean clean = false;
        try {
            if (key != null) {
                key.cancel();
                key = null;
            }
            selector.selectNow(ready -> {});
            clean = selector.keys().isEmpty();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A selector that fails is not used again", e);
        }
        giveBack(selector, clean);
    }

    private static @Nullable Selector borrow() throws IOException {
        if (LENT.incrementAndGet() > MOST) {
            LENT.decrementAndGet();
            return null;
        }
        Selector free = FREE.poll();
        if (free != null) {
            COUNT.decrementAndGet();
            return free;
        }
        boolean opened = false;
        try {
            Selector made = Selector.open();
            opened = true;
            return made;
        } finally {
            if (!opened) {
                LENT.decrementAndGet();
            }
        }
    }

    private static void giveBack(Selector selector, boolean clean) {
        LENT.decrementAndGet();
        if (clean && COUNT.incrementAndGet() <= KEPT) {
            FREE.add(selector);
            return;
        }
        if (clean) {
            COUNT.decrementAndGet();
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A selector that cannot be closed is gone", e);
        }
    }
}
