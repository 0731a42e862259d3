package org.sluice.core.socket;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.common.Failures;
import org.sluice.core.flow.Source;

/**
 * The received messages of a message socket as something to publish. How many may wait is left to the socket's backlog and the peer's credit,
 * which are told of each that is taken. Lock: itself; nothing else is called while it is held.
 */
final class MessageSource implements Source<ReceivedMessage> {

    private record Waiting(ReceivedMessage message, Runnable taken) {}

    private final Deque<Waiting> messages = new ArrayDeque<>(1);
    private boolean dropping;
    private boolean ended;
    private @Nullable IOException lost;
    private volatile Runnable change = () -> {};

    /** Puts a message in; taken is run when a subscriber has it, or when it is dropped. False if it is not wanted any more, and taken not run. */
    boolean add(ReceivedMessage message, Runnable taken) {
        synchronized (this) {
            if (dropping || ended) {
                return false;
            }
            messages.addLast(new Waiting(message, taken));
        }
        change.run();
        return true;
    }

    /** Nothing comes any more; what is there can still be taken. Null is a clean end. Without effect on one that has ended. */
    void end(@Nullable IOException why) {
        synchronized (this) {
            if (!ended) {
                ended = true;
                lost = why;
            }
        }
        change.run();
    }

    /** Ends, and drops what is there. */
    void abandon(IOException why) {
        drop();
        end(why);
    }

    @Override
    public void onChange(Runnable to) {
        change = to;
    }

    @Override
    public @Nullable ReceivedMessage poll() {
        Waiting next;
        synchronized (this) {
            next = messages.pollFirst();
        }
        if (next == null) {
            return null;
        }
        next.taken().run();
        return next.message();
    }

    @Override
    public synchronized boolean isOver() throws IOException {
        if (!ended || !messages.isEmpty()) {
            return false;
        }
        if (lost != null) {
            throw Failures.copy("receive", lost);
        }
        return true;
    }

    /** The socket has no other way to its messages, and the port must not pause for ever. */
    @Override
    public void cancel() {
        change = () -> {};
        drop();
    }

    private void drop() {
        List<Waiting> dropped;
        synchronized (this) {
            dropping = true;
            dropped = List.copyOf(messages);
            messages.clear();
        }
        dropped.forEach(waiting -> waiting.taken().run());
    }
}
