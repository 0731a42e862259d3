package org.sluice.benchmarks.peers.undertow;

import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;
import org.xnio.channels.Channels;

/** A channel as a link: messages asynchronously, a stream with blocking writes on a worker thread, never on one for I/O. */
final class UndertowLink implements Link {

    private static final Logger LOG = Logger.getLogger(UndertowLink.class.getName());

    private final WebSocketChannel channel;

    UndertowLink(WebSocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public void send(ByteBuffer message) {
        WebSockets.sendBinary(message, channel, null);
    }

    @Override
    public void stream(Load load) {
        channel.getWorker().execute(() -> {
            try {
                write(load.writes());
            } catch (IOException e) {
                LOG.log(Level.WARNING, "the stream broke off", e);
            }
        });
    }

    private void write(Load.Writes writes) throws IOException {
        StreamSinkFrameChannel sink = channel.send(WebSocketFrameType.BINARY);
        while (writes.hasNext()) {
            Channels.writeBlocking(sink, writes.next());
        }
        sink.shutdownWrites();
        Channels.flushBlocking(sink);
    }

    @Override
    public void close() {
        WebSockets.sendClose(1000, "", channel, null);
    }
}
