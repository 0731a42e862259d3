package org.sluice.benchmarks.peers.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;

/** A channel as a link: a stream goes on while the channel is writable, and is flushed every few writes. */
final class NettyLink implements Link {

    private static final int FLUSH_EVERY = 16;

    private final ChannelHandlerContext context;
    /** The stream under way; touched by the event loop alone. */
    private Load.@Nullable Writes writes;

    private boolean begun;
    /** Touched by the event loop alone. */
    private boolean reading;

    private final AtomicInteger handedOver = new AtomicInteger();

    NettyLink(ChannelHandlerContext context) {
        this.context = context;
    }

    @Override
    public void send(ByteBuffer message) {
        BinaryWebSocketFrame frame = new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message));
        if (context.executor().inEventLoop() && handedOver.get() == 0) {
            write(frame);
        } else {
            // Netty keeps the order of each thread, but would let the event loop overtake what others handed to it.
            handedOver.incrementAndGet();
            context.executor().execute(() -> {
                handedOver.decrementAndGet();
                write(frame);
            });
        }
    }

    /** What answers a read is flushed at the end of that read, with the other answers; anything else at once. */
    private void write(BinaryWebSocketFrame frame) {
        // The promise is void, and a failure goes to the handler.
        ChannelFuture unused = reading
                ? context.write(frame, context.voidPromise())
                : context.writeAndFlush(frame, context.voidPromise());
    }

    /** Told by the event loop when a read begins and when its end will flush. */
    void reading(boolean now) {
        reading = now;
    }

    @Override
    public void stream(Load load) {
        context.executor().execute(() -> {
            writes = load.writes();
            begun = false;
            pump();
        });
    }

    /** Writes while it may. */
    void pump() {
        Load.Writes left = writes;
        while (left != null && left.hasNext() && context.channel().isWritable()) {
            for (int i = 0;
                    i < FLUSH_EVERY && left.hasNext() && context.channel().isWritable();
                    i++) {
                writePart(left);
            }
            context.flush();
        }
        if (left != null && !left.hasNext()) {
            writes = null;
        }
    }

    private void writePart(Load.Writes left) {
        ByteBuf content = Unpooled.wrappedBuffer(left.next());
        boolean last = !left.hasNext();
        ChannelFuture unused = context.write(
                begun ? new ContinuationWebSocketFrame(last, 0, content) : new BinaryWebSocketFrame(last, 0, content),
                context.voidPromise());
        begun = true;
    }

    @Override
    public void close() {
        context.executor().execute(() -> {
            ChannelFuture unused = context.writeAndFlush(
                    new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE), context.voidPromise());
        });
    }
}
