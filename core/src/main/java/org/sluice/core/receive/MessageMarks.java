package org.sluice.core.receive;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where messages end in a queue of bytes: distances, counted from the front as it moves. */
final class MessageMarks {

    /** What one waiting mark counts against a bound, so that a flood of empty messages is bounded too. */
    static final int COST = 16;

    /** Lengths of the messages that ended, the first reduced by what was consumed of it. */
    private final Deque<Long> ended = new ArrayDeque<>();
    /** Bytes behind the last end. */
    private long open;

    void append(long bytes, boolean last) {
        open += bytes;
        if (last) {
            ended.addLast(open);
            open = 0;
        }
    }

    /** Bytes that can be consumed before the next end of a message, or before the end of what is there. */
    long inFirst() {
        Long first = ended.peekFirst();
        return first == null ? open : first;
    }

    boolean firstHasEnded() {
        return !ended.isEmpty();
    }

    /** Counts bytes of the first message as consumed. */
    void consume(long bytes) {
        if (ended.isEmpty()) {
            open -= bytes;
        } else {
            ended.addFirst(ended.removeFirst() - bytes);
        }
    }

    /** Passes the end of the first message, all of whose bytes were consumed. */
    void passEnd() {
        ended.removeFirst();
    }

    int waiting() {
        return ended.size();
    }

    void clear() {
        ended.clear();
        open = 0;
    }
}
