package org.sluice.core.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.api.MessageType;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.OneCaller;
import org.sluice.core.common.Utf8;

/** Sends messages frame by frame, each frame as it is given. One message is open at a time; its first frame decides about its type. */
public final class FrameWise {

    private final Supplier<SendLane> lanes;
    private final Supplier<MessageType> type;
    private final Supplier<Duration> timeout;
    private final OneCaller callers = new OneCaller(SendFailures::timeout, SendFailures::interrupted);

    private boolean open;
    /** Of the message that is open; null where it is binary. */
    private @Nullable TextFrames text;

    /**
     * Makes a sender.
     *
     * @param lanes gives the lane, or throws where the socket is not connected
     * @param type of the message that begins
     * @param timeout for each frame
     */
    public FrameWise(Supplier<SendLane> lanes, Supplier<MessageType> type, Supplier<Duration> timeout) {
        this.lanes = lanes;
        this.type = type;
        this.timeout = timeout;
    }

    /**
     * Sends a frame and waits until the connection has taken it.
     *
     * @param data the payload; not changed
     * @param fin whether the message ends with it
     * @throws CharacterCodingException if the message is text and this makes it no UTF-8; nothing of the frame is sent then, and the
     *     message is as it was
     * @throws IOException if it could not be sent; inside a message the connection is then cut
     */
    public void send(ByteBuffer data, boolean fin) throws IOException {
        callers.enter(timeout);
        try {
            SendLane lane = lanes.get();
            TextFrames into = open ? text : newMessage();
            Outgoing frame = into == null ? Outgoing.borrowed(data, fin) : text(into.text(data, fin), fin);
            Deadline deadline = Deadline.in(timeout.get());
            if (open) {
                lane.part(frame, deadline);
            } else {
                lane.firstPart(frame, deadline);
            }
            open = !fin;
            text = into;
            if (into != null) {
                into.taken();
            }
            lane.await(frame, deadline);
        } finally {
            callers.leave();
        }
    }

    private @Nullable TextFrames newMessage() {
        return type.get() == MessageType.UTF8 ? new TextFrames() : null;
    }

    private static Outgoing text(String part, boolean fin) {
        return Outgoing.text(part, Utf8.length(part), fin);
    }
}
