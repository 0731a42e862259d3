package org.sluice.core.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sluice.core.common.Deadline;

/** Sends binary messages frame by frame, each frame as it is given. One message is open at a time. */
public final class FrameWise {

    private final Supplier<SendLane> lanes;
    /** Not a monitor: it is held over waits, which would pin a virtual thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Supplier<Duration> timeout;
    private boolean open;

    /**
     * Makes a sender.
     *
     * @param lanes gives the lane, or throws where the socket is not connected
     * @param timeout for each frame
     */
    public FrameWise(Supplier<SendLane> lanes, Supplier<Duration> timeout) {
        this.lanes = lanes;
        this.timeout = timeout;
    }

    /**
     * Sends a frame and waits until the connection has taken it.
     *
     * @param data the payload; not changed
     * @param fin whether the message ends with it
     * @throws IOException if it could not be sent; inside a message the connection is then cut
     */
    public void send(ByteBuffer data, boolean fin) throws IOException {
        lock.lock();
        try {
            SendLane lane = lanes.get();
            Deadline deadline = Deadline.in(timeout.get());
            Outgoing frame = Outgoing.binary(data, fin);
            if (open) {
                lane.part(frame, deadline);
            } else {
                lane.firstPart(frame, deadline);
            }
            open = !fin;
            lane.await(frame, deadline);
        } finally {
            lock.unlock();
        }
    }
}
