package org.sluice.core.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subscribers that send on one connection now: tells them of its end, which otherwise only those would learn that have something to send. */
public final class Senders {

    /** Made for the first one, since most connections never have any. */
    private @Nullable List<SinkSubscriber<?>> active;

    private @Nullable IOException ended;

    /** Makes one for a connection. */
    public Senders() {}

    void add(SinkSubscriber<?> subscriber) {
        IOException why;
        synchronized (this) {
            why = ended;
            if (why == null) {
                List<SinkSubscriber<?>> all = active == null ? new ArrayList<>(1) : active;
                active = all;
                all.add(subscriber);
            }
        }
        if (why != null) {
            subscriber.connectionEnded(why);
        }
    }

    synchronized void remove(SinkSubscriber<?> subscriber) {
        if (active != null) {
            active.remove(subscriber);
        }
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
            told = active == null ? List.of() : active;
            active = null;
        }
        told.forEach(subscriber -> subscriber.connectionEnded(why));
    }
}
