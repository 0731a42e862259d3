package org.sluice.core.send;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.sluice.core.common.Deadline;
import org.sluice.core.doubles.Worker;

/** A thread that sends a ping when the one before is sent, until others have ended, and at least one. */
final class Pinging {

    private Pinging() {}

    /** Its result is how many were sent. */
    static Worker<Integer> on(SendLane lane, CountDownLatch others, Deadline deadline) {
        return Worker.start(() -> {
            int sent = 0;
            do {
                Outgoing ping = Outgoing.ping(ByteBuffer.allocate(4));
                lane.submitControl(ping);
                lane.await(ping, deadline);
                sent++;
            } while (others.getCount() > 0);
            return sent;
        });
    }
}
