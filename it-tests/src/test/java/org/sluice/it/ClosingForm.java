package org.sluice.it;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.DataWriter;

/** Something of a socket that one thread closes while another one waits in it. Its name begins with that of the close. */
final class ClosingForm {

    private static final byte[] BYTES = new byte[64 * 1024];

    private final String name;
    private final boolean stream;
    private final boolean sends;
    private final Function<WebSocket, Used> used;

    /** What is closed, and what is done with it until that fails. */
    record Used(Closeable closeable, Sending use) {}

    private ClosingForm(String name, boolean stream, boolean sends, Function<WebSocket, Used> used) {
        this.name = name;
        this.stream = stream;
        this.sends = sends;
        this.used = used;
    }

    private static ClosingForm messages(String name, Function<MessageWebSocket, Used> used) {
        return new ClosingForm(name, false, true, socket -> used.apply((MessageWebSocket) socket));
    }

    private static ClosingForm writing(String name, Function<StreamWebSocket, Used> used) {
        return new ClosingForm(name, true, true, socket -> used.apply((StreamWebSocket) socket));
    }

    private static ClosingForm reading(String name, Function<StreamWebSocket, Used> used) {
        return new ClosingForm(name, true, false, socket -> used.apply((StreamWebSocket) socket));
    }

    static Stream<ClosingForm> all() {
        return Stream.of(
                messages("outputStream.close of messages", socket -> flushed(socket.outputStream())),
                messages("DataWriter.close of messages", socket -> stored(new DataWriter(socket.outputStream()))),
                writing("outputStream.close", socket -> flushed(socket.outputStream())),
                writing("writableChannel.close", socket -> written(socket.writableChannel())),
                writing("DataWriter.close", socket -> stored(new DataWriter(socket.outputStream()))),
                reading("inputStream.close", socket -> {
                    InputStream in = socket.inputStream();
                    return new Used(in, () -> SendForm.onAndOn(in::read));
                }),
                reading("readableChannel.close", socket -> read(socket.readableChannel())),
                reading("DataReader.close", socket -> loaded(new DataReader(socket.inputStream()))));
    }

    boolean isOfStreams() {
        return stream;
    }

    /** Only then it has to end by time; a reader ends with the close. */
    boolean sends() {
        return sends;
    }

    Used of(WebSocket socket) {
        return used.apply(socket);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Used flushed(OutputStream out) {
        return new Used(
                out,
                () -> SendForm.onAndOn(() -> {
                    out.write(BYTES);
                    out.flush();
                }));
    }

    private static Used written(WritableByteChannel channel) {
        return new Used(channel, () -> SendForm.onAndOn(() -> channel.write(ByteBuffer.wrap(BYTES))));
    }

    private static Used stored(DataWriter writer) {
        return new Used(
                writer,
                () -> SendForm.onAndOn(() -> {
                    writer.writeBytes(BYTES);
                    writer.store();
                }));
    }

    private static Used read(ReadableByteChannel channel) {
        return new Used(channel, () -> SendForm.onAndOn(() -> channel.read(ByteBuffer.allocate(100))));
    }

    private static Used loaded(DataReader reader) {
        return new Used(reader, () -> SendForm.onAndOn(() -> reader.load(100)));
    }
}
