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
 * A text message, or a part of one.
 *
 * @param text the text
 * @param complete whether the message ends with it
 */
public record TextMessage(String text, boolean complete) implements ReceivedMessage {

    @Override
    public MessageType type() {
        return MessageType.UTF8;
    }

    @Override
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(utf8()).asReadOnlyBuffer();
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(utf8());
    }

    @Override
    public DataReader reader() {
        return DataReader.fromBuffer(bytes());
    }

    @Override
    public <T> T json(Class<T> type) throws WebSocketException {
        return Json.read(text, type);
    }

    private byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
