package org.sluice.benchmarks.peers.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;

/** The last handler of one connection, at either end: frames to the receiver; what it answers is flushed after each read. */
final class NettyHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final Function<String, Service> choosing;
    private final BiFunction<Service, Link, Receiver> opening;
    private final CompletableFuture<Link> opened = new CompletableFuture<>();
    private @Nullable Receiver receiver;
    private @Nullable NettyLink link;
    private boolean streams;

    NettyHandler(Function<String, Service> choosing, BiFunction<Service, Link, Receiver> opening) {
        this.choosing = choosing;
        this.opening = opening;
    }

    CompletableFuture<Link> opened() {
        return opened;
    }

    void connected(Future<? super Void> connect) {
        if (!connect.isSuccess()) {
            opened.completeExceptionally(connect.cause());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof HandshakeComplete handshake) {
            open(context, handshake.requestUri());
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            open(context, "");
        }
        super.userEventTriggered(context, event);
    }

    private void open(ChannelHandlerContext context, String path) {
        Service service = choosing.apply(path);
        streams = service.streams();
        link = new NettyLink(context);
        receiver = opening.apply(service, link);
        opened.complete(link);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) throws IOException {
        if (!(frame instanceof BinaryWebSocketFrame || frame instanceof ContinuationWebSocketFrame)) {
            return;
        }
        if (!streams && !frame.isFinalFragment()) {
            throw new IOException("small messages come whole");
        }
        Objects.requireNonNull(link).reading(true);
        Objects.requireNonNull(receiver).received(frame.content().nioBuffer());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (link != null) {
            link.reading(false);
        }
        context.flush();
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (link != null) {
            link.pump();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("the connection was closed");
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        end(failure.toString());
        ChannelFuture unused = context.close();
    }

    private void end(String why) {
        opened.completeExceptionally(new IOException(why));
        if (receiver != null) {
            receiver.ended(why);
        }
    }
}
