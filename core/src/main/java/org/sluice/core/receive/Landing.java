package org.sluice.core.receive;

import java.nio.ByteBuffer;

/**
 * The array of a reader that receives on its own thread: parts go straight into it, as long as they come on that thread and fit. What does
 * not is left to the {@link PipeContents}. Guarded by the lock of the {@link BoundedPipe}.
 */
final class Landing {

    private final Thread thread = Thread.currentThread();
    private final byte[] into;
    private final int offset;
    private final int length;
    private final boolean inMessage;

    private int landed;
    /** Whether something went by, so that nothing may land any more. */
    private boolean passedBy;
    /** Whether a message ended with the last byte that landed. */
    private boolean messageEnded;

    private int passedEnds;

    /** For the calling thread; one in a message takes nothing of the next one. */
    Landing(byte[] into, int offset, int length, boolean inMessage) {
        this.into = into;
        this.offset = offset;
        this.length = length;
        this.inMessage = inMessage;
    }

    /** Takes what fits of a part; false where the part, or what is left of it, is to be queued. */
    boolean take(ByteBuffer part, boolean last) {
        if (passedBy || Thread.currentThread() != thread) {
            passedBy = true;
            return false;
        }
        int count = Math.min(part.remaining(), length - landed);
        if (count > 0) {
            part.get(into, offset + landed, count);
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
