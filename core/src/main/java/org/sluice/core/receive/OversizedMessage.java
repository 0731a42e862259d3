package org.sluice.core.receive;

import java.io.InputStream;
import java.nio.ByteBuffer;
import org.sluice.api.MessageTooBigException;
import org.sluice.api.MessageType;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.data.DataReader;

/**
 * Stands for a message whose content was not kept.
 *
 * @param limit what it exceeded, in bytes
 * @param type its kind
 */
public record OversizedMessage(long limit, MessageType type) implements ReceivedMessage {

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public String text() throws MessageTooBigException {
        throw tooBig();
    }

    @Override
    public ByteBuffer bytes() throws MessageTooBigException {
        throw tooBig();
    }

    @Override
    public InputStream stream() throws MessageTooBigException {
        throw tooBig();
    }

    @Override
    public DataReader reader() throws MessageTooBigException {
        throw tooBig();
    }

    @Override
    public <T> T json(Class<T> type) throws MessageTooBigException {
        throw tooBig();
    }

    private MessageTooBigException tooBig() {
        return new MessageTooBigException(limit);
    }
}
