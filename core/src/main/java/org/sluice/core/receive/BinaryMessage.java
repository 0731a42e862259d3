package org.sluice.core.receive;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.sluice.api.MessageType;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.WebSocketException;
import org.sluice.api.data.DataReader;
import org.sluice.core.json.Json;

/**
 * A binary message, or a part of one.
 *
 * @param content backed by an accessible array that nobody changes
 * @param complete whether the message ends with it
 */
public record BinaryMessage(ByteBuffer content, boolean complete) implements ReceivedMessage {

    @Override
    public MessageType type() {
        return MessageType.BINARY;
    }

    @Override
    public String text() {
        throw new IllegalStateException("The message is binary and has no text; read bytes(), stream() or reader().");
    }

    @Override
    public ByteBuffer bytes() {
        return content.asReadOnlyBuffer();
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(
                content.array(), content.arrayOffset() + content.position(), content.remaining());
    }

    @Override
    public DataReader reader() {
        return DataReader.fromBuffer(bytes());
    }

    @Override
    public <T> T json(Class<T> type) throws WebSocketException {
        return Json.read(StandardCharsets.UTF_8.decode(bytes()).toString(), type);
    }
}
