package org.sluice.core.send;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the units of a lane to its sink, one at a time; on which threads is what its implementations differ in. */
interface LaneWriter extends LaneState.Entrance {

    /** There is a unit to write; by any thread. */
    void wake();

    /** As {@link #wake}, by a thread that has nothing to send itself, and leaves it to one that waits for room, if one does. */
    void wakeForOthers();

    /** Takes the writing for {@link #write}, if nobody has it and the sink would take a frame now; it only looks at the sink. */
    @Override
    boolean enter();

    /** Writes a unit of one frame by the thread that {@link #enter entered}, and then what came meanwhile. */
    void write(Outgoing unit);

    /** Goes on with the writing that was left to this thread by {@link Source#handOver}. */
    void goOn();

    /** The lane has ended: what was taken and is not on its way yet fails. */
    void fail(IOException cause);

    /** What a writer takes units from. */
    interface Source {

        /** The unit that goes next, or null where there is none now. */
        @Nullable
        Outgoing next();

        /** Leaves the writing to a sender that waits for room; false where none does. */
        boolean handOver();

        /** A control frame that may go before the next frame of a unit, or null. */
        @Nullable
        Outgoing nextControl();

        /** The sink has taken a unit, all of it. */
        void taken(Outgoing unit);

        /** The sink has taken a unit, and not sent it at once. Told again of the same one it does nothing. */
        void late(Outgoing unit);

        /** The sink has failed; returns what the units that it did not send are told. */
        IOException failed(IOException cause);
    }
}
