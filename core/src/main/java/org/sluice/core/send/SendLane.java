package org.sluice.core.send;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;
import org.sluice.core.credit.CreditWindow;
import org.sluice.core.port.Draft;
import org.sluice.core.port.FrameSink;
import org.sluice.core.port.PromptSink;

/**
 * The one way out of a connection: any thread hands in units, one writer at a time gives them to the sink. Messages do not mix, because
 * all but whole units need the turn. Who waits for what is left to {@link LaneState}, until when to {@link SendDeadlines}, and on which
 * thread the sink is called to {@link BlockingWriter} or {@link PromptWriter}, by whether it blocks.
 */
public final class SendLane {

    /**
     * Bytes that may wait in the queue: enough to keep the writer busy, little enough for thousands of connections. A unit of one frame that
     * is on its way to a sink which does not block waits no more.
     */
    public static final long CAPACITY = 256 * 1024;

    private final SendListener listener;
    private final LaneWriter writer;
    private final LaneState state;
    /** The sink, where it lends places for parts. */
    private final @Nullable PromptSink lending;

    private final SendDeadlines deadlines;

    /**
     * Makes a lane.
     *
     * @param sink takes the units, one at a time
     * @param executor runs the writer, where that is not the calling thread; it blocks as long as the sink does
     * @param listener is told of each unit of data that the sink took, and of a failure
     */
    public SendLane(FrameSink sink, Executor executor, SendListener listener) {
        this.listener = listener;
        lending = sink instanceof PromptSink prompt ? prompt : null;
        if (sink instanceof PromptSink prompt) {
            state = new LaneState(true, this::goOn);
            writer = new PromptWriter(prompt, executor, new Units());
        } else {
            state = new LaneState(false, this::goOn);
            writer = new BlockingWriter(sink, executor, new Units());
        }
        deadlines = new SendDeadlines(state, this::cut);
    }

    private void goOn() {
        writer.goOn();
    }

    // Handing in.

    /** A place of the sink's for a part that is handed in here later; null where it lends none. */
    @Nullable
    Draft draft() {
        return lending == null ? null : lending.draft();
    }

    /**
     * Hands in a whole message. Where there is no room its policy decides; waiting is one. It does not wait until the message is sent;
     * {@link Outgoing#done()} tells.
     *
     * @param message a unit that ends its message
     * @param deadline for the wait
     * @throws org.sluice.api.MessageDroppedException if there is no room, and the policy is not to wait; the message is not sent
     * @throws IOException if the lane has ended, the time is over or the thread was interrupted; the message is not sent
     */
    public void submit(Outgoing message, Deadline deadline) throws IOException {
        List<Outgoing> dropped = state.addWhole(message, deadline, writer);
        if (dropped == null) {
            writer.write(message);
            return;
        }
        dropped.forEach(unit -> unit.done().completeExceptionally(SendFailures.superseded(unit)));
        writer.wake();
    }

    /**
     * Takes the turn for a message of several parts and hands in the first. Where that fails, the turn is free again.
     *
     * @param part the first part
     * @param deadline for the wait
     * @throws IOException if the lane has ended, the time is over or the thread was interrupted; the part is not sent
     */
    void firstPart(Outgoing part, Deadline deadline) throws IOException {
        state.addFirst(part, deadline);
        writer.wake();
    }

    /**
     * Hands in a further part of the message whose turn the caller holds; the last one gives the turn back. Where that fails, the
     * message can be neither finished nor taken back, and the connection is cut.
     *
     * @param part the part
     * @param deadline for the wait
     * @throws IOException if the lane has ended, the time is over or the thread was interrupted
     */
    void part(Outgoing part, Deadline deadline) throws IOException {
        try {
            state.addNext(part, deadline);
        } catch (IOException e) {
            cut(e);
            throw e;
        }
        writer.wake();
    }

    /**
     * Hands in a ping or a pong.
     *
     * @param control the unit, which goes ahead of waiting data
     * @throws IOException if the lane has ended
     */
    public void submitControl(Outgoing control) throws IOException {
        state.addControl(control);
        writer.wake();
    }

    // The peer's credit.

    /**
     * Heeds the peer's credit from now on: a message begins only when there is enough of it, and until then waits in the queue. Control
     * frames do not wait.
     *
     * @param window guarded by this lane from now on
     */
    public void heed(CreditWindow window) {
        state.heed(window);
    }

    /**
     * Takes a grant of the peer's.
     *
     * @param total bytes, of the whole connection
     */
    public void granted(long total) {
        state.changeCredit(window -> window.granted(total));
        writer.wakeForOthers();
    }

    /** Gives credit up, if no grant was ever seen. */
    public void fallBackFromCredit() {
        state.changeCredit(CreditWindow::fallBack);
        writer.wake();
    }

    /**
     * Whether this end keeps to the peer's grants.
     *
     * @return false where it has seen none in time
     */
    public boolean followsCredit() {
        return state.followsCredit();
    }

    // The ends of units.

    /**
     * Waits until a unit is sent. When the time is over, a unit that still waits is taken back; one that the sink is already at
     * work on cannot be, and the connection is cut.
     *
     * @param unit what was handed in
     * @param deadline for the wait
     * @throws IOException if the unit was not sent
     */
    public void await(Outgoing unit, Deadline deadline) throws IOException {
        deadlines.await(unit, deadline);
    }

    /**
     * Sees to it that a unit that nobody waits for ends in time, as {@link #await} does. No need for one that {@link Outgoing#isAccepted}.
     *
     * @param unit what was handed in
     * @param deadline its own
     */
    public void watch(Outgoing unit, Deadline deadline) {
        deadlines.watch(unit, deadline);
    }

    // The end of the lane.

    /**
     * Ends the lane with a close frame: what is queued goes out first, nothing is taken any more.
     *
     * @param close the unit
     * @param whyNoMore what later sends throw, each in a copy of their own
     */
    public void submitClose(Outgoing close, IOException whyNoMore) {
        close(close, whyNoMore, false);
    }

    /**
     * As {@link #submitClose}, but what would wait for credit fails, so that the close frame does not wait behind it.
     *
     * @param close the unit
     * @param whyNoMore what later sends throw, and what those fail with
     */
    public void submitCloseNow(Outgoing close, IOException whyNoMore) {
        close(close, whyNoMore, true);
    }

    private void close(Outgoing close, IOException whyNoMore, boolean now) {
        List<Outgoing> removed = state.close(close, whyNoMore, now);
        if (removed != null) {
            removed.forEach(unit -> unit.done().completeExceptionally(whyNoMore));
            writer.wake();
        }
    }

    /**
     * Ends the lane at once: all that is queued fails, and nothing is taken any more.
     *
     * @param cause what the queued and later sends throw
     */
    public void fail(IOException cause) {
        end(cause, true);
    }

    /**
     * Lets nothing in any more, for a reason that also those are told whom the end of the connection fails before {@link #fail} does.
     *
     * @param cause what later sends throw, unless the lane had ended before
     */
    public void endsFor(IOException cause) {
        boolean unused = state.markEnded(cause);
    }

    /**
     * Whether nothing is taken any more; so it is before anybody hears that a unit failed with the connection.
     *
     * @return true from the first close, cut or failure on
     */
    public boolean hasEnded() {
        return state.hasEnded();
    }

    /** A lane that ended before keeps its reason, unless the new one is the better. Returns the one that counts. */
    private IOException end(IOException cause, boolean better) {
        LaneState.End end = state.end(cause, better);
        deadlines.stop();
        end.lost().forEach(unit -> unit.done().completeExceptionally(end.why()));
        writer.fail(end.why());
        return end.why();
    }

    /** Cuts the connection, unless the lane has ended: then its end is on the way, and a close frame may still go out. */
    private void cut(IOException cause) {
        if (state.markEnded(cause)) {
            fail(cause);
            listener.stuck(cause);
        }
    }

    /** What the writer sees of this lane. */
    private final class Units implements LaneWriter.Source {

        @Override
        public @Nullable Outgoing next() {
            return state.next();
        }

        @Override
        public boolean handOver() {
            return state.handOver();
        }

        @Override
        public @Nullable Outgoing nextControl() {
            return state.nextControl();
        }

        @Override
        public void taken(Outgoing unit) {
            if (unit.isData()) {
                listener.sent(unit.size(), unit.endsLogicalMessage());
            }
            state.sent(unit);
        }

        @Override
        public void late(Outgoing unit) {
            long within = unit.unattendedForNanos();
            if (within != Outgoing.ATTENDED) {
                watch(unit, Deadline.in(Duration.ofNanos(within)));
            }
        }

        @Override
        public IOException failed(IOException cause) {
            // A connection that is closed fails what is flushed last; that it was closed says more.
            IOException why = end(cause, false);
            listener.failed(cause);
            return why;
        }
    }
}
