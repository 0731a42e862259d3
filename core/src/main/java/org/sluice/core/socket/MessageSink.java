package org.sluice.core.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.flow.Sink;
import org.sluice.core.send.MessageOutput;

/** Sends its parts as one message of a stream socket, which begins with the first. Called by one thread at a time. */
final class MessageSink implements Sink<ByteBuffer> {

    private final Supplier<MessageOutput> messages;
    private final Runnable abort;
    private @Nullable MessageOutput message;

    /** Abort ends a connection on which a message cannot be finished. */
    MessageSink(Supplier<MessageOutput> messages, Runnable abort) {
        this.messages = messages;
        this.abort = abort;
    }

    @Override
    public void send(ByteBuffer part) throws IOException {
        begun().write(part.duplicate());
    }

    @Override
    public void flush() throws IOException {
        begun().flush();
    }

    @Override
    public void end() throws IOException {
        begun().close();
    }

    /** What has not left is just dropped. */
    @Override
    public void abandon() {
        MessageOutput unfinished = message;
        if (unfinished != null && unfinished.hasBegun()) {
            abort.run();
        }
    }

    private MessageOutput begun() {
        MessageOutput known = message;
        if (known == null) {
            known = messages.get();
            message = known;
        }
        return known;
    }
}
