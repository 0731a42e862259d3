package org.sluice.it.app;

import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteOrder;
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
     * A message is whether numbers are little-endian, the number of a {@link TextEncoding}, the code units of a string, the string, and a
     * number. The answer is the same with the number negated.
     */
    static void answer(DataReader reader, DataWriter writer) throws IOException {
        boolean little = reader.readBoolean();
        byte encoding = reader.readByte();
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        reader.byteOrder(order);
        writer.byteOrder(order);
        reader.textEncoding(TextEncoding.values()[encoding]);
        writer.textEncoding(TextEncoding.values()[encoding]);
        int units = reader.readInt();
        writer.writeBoolean(little);
        writer.writeByte(encoding);
        writer.writeInt(units);
        writer.writeString(reader.readString(units));
        writer.writeLong(-reader.readLong());
        writer.store();
    }
}
