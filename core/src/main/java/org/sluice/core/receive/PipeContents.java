package org.sluice.core.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Failures;
import org.sluice.core.credit.Charge;

/**
 * What a {@link BoundedPipe} holds: bytes, ends of messages, whether more may come, and what of the peer's credit was taken out with them.
 * What is taken is null where there is nothing yet and more may come. Knows no bound and never waits, which is left to {@link PipeWaits}.
 *
 * <p>Guarded by the lock of the pipe; calls nothing foreign.
 */
final class PipeContents {

    private final Segments bytes = new Segments();
    private final MessageMarks marks = new MessageMarks();
    /** Where the reader that receives by itself wants the next bytes, if one does. */
    private @Nullable Landing landing;
    /** Taken out, and not told yet. */
    private long untold;

    private boolean ended;
    private @Nullable IOException lost;

    // What comes in.

    /** Puts a part in; false where it all landed in the reader's buffer, so that nobody has to be woken for it. */
    boolean put(ByteBuffer part, boolean last) {
        if (landing != null && lands(landing, part, last)) {
            return false;
        }
        if (landing != null) {
            markEnd(landing);
        }
        marks.append(part.remaining(), last);
        bytes.append(part);
        return true;
    }

    private boolean lands(Landing there, ByteBuffer part, boolean last) {
        int before = part.remaining();
        boolean all = there.take(part, last);
        took(before - part.remaining() + (long) Charge.LEAST * there.takePassedEnds());
        return all;
    }

    /** The end of a message whose last byte has landed, and which nobody has passed yet. */
    private void markEnd(Landing from) {
        if (from.takeEnd()) {
            marks.append(0, true);
        }
    }

    /** A part that comes after the end counts as taken. */
    void passOver(ByteBuffer part, boolean last) {
        took(part.remaining() + (last ? Charge.LEAST : 0));
    }

    boolean isLanding() {
        return landing != null;
    }

    /** From now on parts go into the reader's buffer, as far as they fit; null is none. */
    void beginLanding(@Nullable Landing own) {
        landing = own;
    }

    void endLanding(Landing own) {
        landing = null;
        markEnd(own);
    }

    // What goes out.

    /** Takes bytes over the ends of messages; -1 after a clean end. */
    @Nullable
    Integer takeOverEnds(ByteBuffer into) throws IOException {
        passEnds();
        // An object, since a conditional expression of an int and a null would unbox the null.
        return marks.inFirst() > 0 ? Integer.valueOf(take(into)) : atEnd();
    }

    /** As {@link #takeOverEnds}, in a buffer of its own; null also where it ended. */
    @Nullable
    ByteBuffer poll(int most) {
        passEnds();
        int there = (int) Math.min(most, marks.inFirst());
        if (there == 0) {
            return null;
        }
        ByteBuffer into = ByteBuffer.allocate(there);
        take(into);
        return into.flip();
    }

    /** Takes bytes of the first message; -1 at its end, which is then passed. */
    @Nullable
    Integer takeInMessage(ByteBuffer into) throws IOException {
        if (marks.inFirst() > 0) {
            return take(into);
        }
        if (marks.firstHasEnded()) {
            passEnd();
            return -1;
        }
        if (atEnd() != null) {
            throw ReceiveFailures.endedInMessage();
        }
        return null;
    }

    /** Drops what is there of the first message, and says how much; -1 with its end, which is then passed, or after a clean end. */
    @Nullable
    Integer skipInMessage() throws IOException {
        int dropped = (int) bytes.drop(marks.inFirst());
        marks.consume(dropped);
        took(dropped);
        if (marks.firstHasEnded()) {
            passEnd();
            return -1;
        }
        return dropped > 0 ? Integer.valueOf(dropped) : atEnd();
    }

    /** Whether a message has begun: 1, or -1 after a clean end. */
    @Nullable
    Integer beginning() throws IOException {
        return marks.inFirst() > 0 || marks.firstHasEnded() ? Integer.valueOf(1) : atEnd();
    }

    private int take(ByteBuffer into) {
        int some = bytes.take(into, (int) Math.min(into.remaining(), marks.inFirst()));
        marks.consume(some);
        took(some);
        return some;
    }

    private void passEnds() {
        while (marks.inFirst() == 0 && marks.firstHasEnded()) {
            passEnd();
        }
    }

    private void passEnd() {
        marks.passEnd();
        took(Charge.LEAST);
    }

    private void took(long cost) {
        untold += cost;
    }

    /** What was taken since the last call. */
    long takeUntold() {
        long cost = untold;
        untold = 0;
        return cost;
    }

    // The end.

    /** What is there can still be taken. Null is a clean end; without effect after the first. */
    void end(@Nullable IOException why) {
        if (!ended) {
            ended = true;
            lost = why;
        }
    }

    /** Drops what is there, which counts as taken. */
    void abandon(IOException why) {
        ended = true;
        lost = why;
        took(bytes.size() + (long) Charge.LEAST * marks.waiting());
        bytes.clear();
        marks.clear();
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether all was taken after a clean end. */
    boolean isOver() throws IOException {
        // Ends of messages that are left have no bytes, and nobody waits for their credit any more.
        return bytes.size() == 0 && atEnd() != null;
    }

    /** -1 after a clean end, null while more may come. */
    private @Nullable Integer atEnd() throws IOException {
        if (!ended) {
            return null;
        }
        if (lost != null) {
            throw Failures.copy("receive", lost);
        }
        return -1;
    }

    // How much there is.

    long size() {
        return bytes.size();
    }

    long sizeInMessage() {
        return marks.inFirst();
    }

    /** What counts against a bound. */
    long held() {
        return bytes.size() + (long) MessageMarks.COST * marks.waiting();
    }
}
