package org.sluice.core.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subscribers that send on one connection now: tells them of its end, which otherwise only those would learn that have something to send. */
public final class Senders {

    private final List<SinkSubscriber<?>> active = new ArrayList<>(0);
    private @Nullable IOException ended;

    /** Makes one for a connection. */
    public Senders() {}

    void add(SinkSubscriber<?> subscriber) {
        IOException why;
        synchronized (this) {
            why = ended;
            if (why == null) {
                active.add(subscriber);
            }
        }
        if (why != null) {
            subscriber.connectionEnded(why);
        }
    }

    synchronized void remove(SinkSubscriber<?> subscriber) {
        active.remove(subscriber);
    }

    /**
     * The connection has ended; only the first call counts.
     *
     * @param why what they fail with
     */
    public void end(IOException why) {
        List<SinkSubscriber<?>> told;
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = why;
            told = List.copyOf(active);
            active.clear();
        }
        told.forEach(subscriber -> subscriber.connectionEnded(why));
    }
}
