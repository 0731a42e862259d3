package org.sluice.core.send;

import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Message;
import org.sluice.api.MessageType;
import org.sluice.core.port.FrameSink;
import org.sluice.core.port.PromptSink;
import org.sluice.core.port.SharedFrame;

/** A whole message that many lanes may send: the same frames for all where the sink takes them as they are, otherwise its own. */
final class SharedUnit extends Outgoing {

    private final Message message;
    private @Nullable Iterator<SharedFrame> frames;
    private @Nullable Outgoing own;

    SharedUnit(Message message) {
        super(true, message.bytes().remaining(), true);
        this.message = message;
    }

    @Override
    @Nullable
    SharedFrame onlyShared(PromptSink sink) {
        if (size() > MAX_FRAME || !sink.shares()) {
            return null;
        }
        return SharedFrames.of(message).all().get(0);
    }

    @Override
    boolean writeNext(FrameSink sink) throws IOException {
        // Decided with the first frame: a message is compressed as a whole, or not at all.
        if (own == null && frames == null && sink instanceof PromptSink prompt && prompt.shares()) {
            frames = SharedFrames.of(message).all().iterator();
        }
        if (frames != null && sink instanceof PromptSink prompt) {
            prompt.shared(frames.next());
            return !frames.hasNext();
        }
        Outgoing unit = own == null ? own() : own;
        own = unit;
        return unit.writeNext(sink);
    }

    private Outgoing own() {
        return message.type() == MessageType.UTF8 ? text(message.text(), size(), true) : binary(message.bytes(), true);
    }
}
