package org.sluice.core.receive;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sluice.api.MessageType;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.common.Utf8;

/**
 * Puts the parts of a message together, up to a limit. Pure: parts in, messages out; one thread at a time. A message over the limit
 * gives one oversized message at once, whose content is not kept, and nothing more.
 */
public final class MessageAssembler {

    /** What every JDK can allocate. */
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final byte[] NONE = {};

    private final long limit;

    private long size;
    private boolean over;
    private @Nullable StringBuilder text;
    private byte[] bytes = NONE;

    /**
     * Makes an assembler.
     *
     * @param limit the largest message in bytes, of text in UTF-8
     */
    public MessageAssembler(long limit) {
        this.limit = limit;
    }

    /**
     * Takes a part of a text message.
     *
     * @param part whole characters
     * @param last whether the message ends with it
     * @return the message, or null while it is not whole
     */
    public @Nullable ReceivedMessage text(String part, boolean last) {
        size += Utf8.lengthOfPart(part);
        if (size > limit || size > LONGEST_ARRAY) {
            return overLimit(MessageType.UTF8);
        }
        if (last && text == null) {
            return finished(new TextMessage(part, true));
        }
        StringBuilder all = text == null ? new StringBuilder() : text;
        text = all.append(part);
        return last ? finished(new TextMessage(all.toString(), true)) : null;
    }

    /**
     * Takes a part of a binary message.
     *
     * @param part is copied
     * @param last whether the message ends with it
     * @return the message, or null while it is not whole
     */
    public @Nullable ReceivedMessage binary(ByteBuffer part, boolean last) {
        int before = (int) size;
        size += part.remaining();
        if (size > limit || size > LONGEST_ARRAY) {
            return overLimit(MessageType.BINARY);
        }
        if (bytes.length < size) {
            bytes = Arrays.copyOf(bytes, capacity(before, size, limit));
        }
        part.get(bytes, before, part.remaining());
        return last ? finished(new BinaryMessage(ByteBuffer.wrap(bytes, 0, (int) size), true)) : null;
    }

    /** The first part has its exact size, so that a message in one part is copied once; later the array doubles. */
    static int capacity(int before, long size, long limit) {
        long doubled = Math.min(Math.min(limit, LONGEST_ARRAY), before * 2L);
        return (int) Math.max(size, doubled);
    }

    private @Nullable ReceivedMessage overLimit(MessageType type) {
        text = null;
        bytes = NONE;
        boolean first = !over;
        over = true;
        // The limit stays exceeded: parts that still come are refused without being kept.
        size = Long.MAX_VALUE / 2;
        return first ? new OversizedMessage(limit, type) : null;
    }

    private ReceivedMessage finished(ReceivedMessage message) {
        text = null;
        bytes = NONE;
        size = 0;
        return message;
    }
}
