package org.sluice.it.app;

import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.DataWriter;
import org.sluice.api.data.TextEncoding;
import org.sluice.core.MessageEndpoint;

/** Reads typed values out of each message and writes them into another: see {@link #answer}. */
@ServerEndpoint("/values")
public class Values extends MessageEndpoint {

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        DataWriter writer = new DataWriter(socket.outputStream());
        answer(message.reader(), writer);
        // The next message has a writer of its own.
        writer.detachStream();
    }

    /**
     * A message is whether numbers are little-endian, the length and the name of a {@link TextEncoding}, the code units of a string, the
     * string, and a number. The answer is the same with the number negated.
     */
    static void answer(DataReader reader, DataWriter writer) throws IOException {
        boolean little = reader.readBoolean();
        byte length = reader.readByte();
        byte[] name = reader.readBytes(length);
        TextEncoding encoding = TextEncoding.valueOf(new String(name, StandardCharsets.US_ASCII));
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        reader.byteOrder(order);
        writer.byteOrder(order);
        reader.textEncoding(encoding);
        writer.textEncoding(encoding);
        int units = reader.readInt();
        writer.writeBoolean(little);
        writer.writeByte(length);
        writer.writeBytes(name);
        writer.writeInt(units);
        writer.writeString(reader.readString(units));
        writer.writeLong(-reader.readLong());
        writer.store();
    }
}
