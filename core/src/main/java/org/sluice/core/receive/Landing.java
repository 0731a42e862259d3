package org.sluice.core.receive;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The buffer of a reader that receives on its own thread: parts go straight into it, as long as they come on that thread and fit; one that the
 * port has received into the {@link #place} is there already. What does not is left to the {@link PipeContents}. Guarded by the lock of the
 * {@link BoundedPipe}.
 */
final class Landing {

    private final Thread thread = Thread.currentThread();
    private final ByteBuffer into;
    private final boolean inMessage;

    private @Nullable ByteBuffer place;
    private int landed;
    /** Whether something went by, so that nothing may land any more. */
    private boolean passedBy;
    /** Whether a message ended with the last byte that landed. */
    private boolean messageEnded;

    private int passedEnds;

    /** For the calling thread; one in a message takes nothing of the next one. */
    Landing(ByteBuffer into, boolean inMessage) {
        this.into = into;
        this.inMessage = inMessage;
    }

    /** Where the port may receive the first part that lands; null where it would have to be copied all the same. */
    @Nullable
    ByteBuffer place() {
        place = into.isDirect() && !inMessage ? into.duplicate() : null;
        return place;
    }

    /** Takes what fits of a part; false where the part, or what is left of it, is to be queued. */
    boolean take(ByteBuffer part, boolean last) {
        if (passedBy || Thread.currentThread() != thread) {
            passedBy = true;
            return false;
        }
        int count = Math.min(part.remaining(), into.remaining());
        if (count > 0) {
            land(part, count);
            landed += count;
            passEnd();
        }
        if (part.hasRemaining()) {
            passedBy = true;
            return false;
        }
        if (last) {
            passEnd();
            messageEnded = true;
        }
        passedBy = messageEnded && inMessage;
        return true;
    }

    private void land(ByteBuffer part, int count) {
        if (isInPlace(part)) {
            into.position(into.position() + count);
        } else {
            into.put(part.slice(part.position(), count));
        }
        part.position(part.position() + count);
    }

    /** The port hands on the very buffer that it was given; behind other bytes that have landed it would not be where it belongs. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isInPlace(ByteBuffer part) {
        return part == place && landed == 0;
    }

    private void passEnd() {
        passedEnds += messageEnded ? 1 : 0;
        messageEnded = false;
    }

    /** How many ends of messages were passed by what landed since the last call. */
    int takePassedEnds() {
        int passed = passedEnds;
        passedEnds = 0;
        return passed;
    }

    int landed() {
        return landed;
    }

    /** Whether an end of a message is still to be marked; true once. */
    boolean takeEnd() {
        boolean was = messageEnded;
        messageEnded = false;
        return was;
    }
}
