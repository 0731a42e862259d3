package org.sluice.it;

import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.DataWriter;

/** A way to send bytes on a stream socket, and one to receive them, other than by the streams themselves. */
enum StreamFace {
    CHANNELS {
        @Override
        void send(StreamWebSocket socket, byte[] bytes) throws Exception {
            WritableByteChannel channel = socket.writableChannel();
            ByteBuffer all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                channel.write(all);
            }
            socket.outputStream().flush();
        }

        @Override
        byte[] receive(StreamWebSocket socket, int count) throws Exception {
            ReadableByteChannel channel = socket.readableChannel();
            ByteBuffer all = ByteBuffer.allocateDirect(count);
            while (all.hasRemaining() && channel.read(all) > 0) {
                // It takes several.
            }
            byte[] bytes = new byte[count];
            all.flip().get(bytes, 0, all.limit());
            return bytes;
        }
    },
    DATA {
        @Override
        void send(StreamWebSocket socket, byte[] bytes) throws Exception {
            DataWriter writer = new DataWriter(socket.outputStream());
            ByteBuffer all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                int some = Math.min(PART, all.remaining());
                writer.writeInt(some);
                writer.writeBytes(all.slice(all.position(), some));
                writer.store();
                all.position(all.position() + some);
            }
        }

        @Override
        byte[] receive(StreamWebSocket socket, int count) throws Exception {
            DataReader reader = new DataReader(socket.inputStream());
            ByteBuffer all = ByteBuffer.allocate(count);
            while (all.hasRemaining() && reader.load(Integer.BYTES) == Integer.BYTES) {
                int some = reader.readInt();
                all.put(reader.readBytes(reader.load(some)));
            }
            return all.array();
        }
    },
    FLOW {
        @Override
        void send(StreamWebSocket socket, byte[] bytes) throws Exception {
            SendingSubscriber<ByteBuffer> subscriber = socket.messageSubscriber();
            try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(Sending::onItsOwnThread, 1)) {
                publisher.subscribe(subscriber);
                ByteBuffer all = ByteBuffer.wrap(bytes);
                while (all.hasRemaining()) {
                    int some = Math.min(PART, all.remaining());
                    publisher.submit(all.slice(all.position(), some));
                    all.position(all.position() + some);
                }
            }
            subscriber.sent().get(40, TimeUnit.SECONDS);
        }

        @Override
        byte[] receive(StreamWebSocket socket, int count) throws Exception {
            Collecting<ByteBuffer> collecting = new Collecting<>(Long.MAX_VALUE);
            socket.publisher().subscribe(collecting);
            await().atMost(40, TimeUnit.SECONDS).until(() -> collecting.bytes() == count);
            try (InputStream all = collecting.content()) {
                return all.readAllBytes();
            }
        }
    };

    private static final int PART = 10_000;

    /** As one or several messages. */
    abstract void send(StreamWebSocket socket, byte[] bytes) throws Exception;

    /** So many. */
    abstract byte[] receive(StreamWebSocket socket, int count) throws Exception;
}
