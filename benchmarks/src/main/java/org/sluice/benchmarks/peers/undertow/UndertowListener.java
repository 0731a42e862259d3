package org.sluice.benchmarks.peers.undertow;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;
import org.xnio.IoUtils;

/** Takes whole messages as Undertow collects them, or the bytes of a stream as they come, on the thread for I/O. */
final class UndertowListener extends AbstractReceiveListener {

    private final boolean streams;
    private final Receiver receiver;

    private UndertowListener(boolean streams, Receiver receiver) {
        this.streams = streams;
        this.receiver = receiver;
    }

    static void listen(WebSocketChannel channel, Service service, Receiver receiver) {
        channel.getReceiveSetter().set(new UndertowListener(service.streams(), receiver));
        channel.addCloseTask(closed -> receiver.ended("the connection was closed"));
        channel.resumeReceives();
    }

    @Override
    protected void onBinary(WebSocketChannel channel, StreamSourceFrameChannel source) throws IOException {
        if (streams) {
            drain(source);
        } else {
            super.onBinary(channel, source);
        }
    }

    /** Reads what is there, and again when there is more, until the message ends. */
    private void drain(StreamSourceFrameChannel source) {
        try (PooledByteBuffer pooled =
                source.getWebSocketChannel().getBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            int read = source.read(buffer);
            while (read > 0) {
                receiver.received(buffer.flip());
                buffer.clear();
                read = source.read(buffer);
            }
            if (read == 0) {
                source.getReadSetter().set(this::drainMore);
                source.resumeReads();
            }
        } catch (IOException e) {
            receiver.ended(e.toString());
            IoUtils.safeClose(source.getWebSocketChannel());
        }
    }

    private void drainMore(StreamSourceFrameChannel source) {
        drain(source);
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) throws IOException {
        var data = message.getData();
        try {
            receiver.received(WebSockets.mergeBuffers(data.getResource()));
        } finally {
            data.free();
        }
    }

    @Override
    protected void onError(WebSocketChannel channel, Throwable failure) {
        receiver.ended(failure.toString());
        super.onError(channel, failure);
    }
}
