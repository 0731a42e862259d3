package org.sluice.benchmarks.peers.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Services;
import org.sluice.benchmarks.link.Tls;

/**
 * Netty with its WebSocket codec: the protocol handlers of both ends, pooled buffers, writes that are flushed together, and
 * backpressure by writability. The NIO transport, the one that every platform has.
 */
public final class NettyEnds implements Ends {

    private static final int HANDSHAKE = 64 * 1024;
    private static final int BACKLOG = 1024;
    private static final int FRAME = 64 * 1024;
    private static final long SECONDS_TO_END = 5;
    /** Room for some of the largest writes, so that they can be flushed together. */
    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    @Override
    public Server serve(@Nullable Tls tls) throws Exception {
        SSLContext context = tls == null ? null : tls.context();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        Services services = new Services();
        Channel listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        ChannelPipeline pipeline = channel.pipeline();
                        if (context != null) {
                            SSLEngine engine = context.createSSLEngine();
                            engine.setUseClientMode(false);
                            pipeline.addLast(new SslHandler(engine));
                        }
                        pipeline.addLast(
                                new HttpServerCodec(),
                                new HttpObjectAggregator(HANDSHAKE),
                                new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                        .websocketPath("/")
                                        .checkStartsWith(true)
                                        .maxFramePayloadLength(FRAME)
                                        .build()),
                                new NettyHandler(
                                        path -> Service.at(path), (service, link) -> services.open(service, link)));
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        int port = ((java.net.InetSocketAddress) listener.localAddress()).getPort();
        return Server.of(port, () -> group.shutdownGracefully(0, SECONDS_TO_END, TimeUnit.SECONDS)
                .sync());
    }

    @Override
    public Client client(URI server) throws Exception {
        SSLContext tls = server.getScheme().equals("wss") ? SSLContext.getDefault() : null;
        return new NettyClient(server, tls, new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()));
    }

    private record NettyClient(URI server, @Nullable SSLContext tls, EventLoopGroup group) implements Client {
        @Override
        public Link connect(Service service, Receiver receiver) throws IOException, InterruptedException {
            NettyHandler handler = new NettyHandler(path -> service, (any, link) -> receiver);
            Bootstrap bootstrap = new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            if (tls != null) {
                                channel.pipeline().addLast(new SslHandler(engine(tls)));
                            }
                            channel.pipeline()
                                    .addLast(
                                            new HttpClientCodec(),
                                            new HttpObjectAggregator(HANDSHAKE),
                                            new WebSocketClientProtocolHandler(
                                                    WebSocketClientProtocolConfig.newBuilder()
                                                            .webSocketUri(server.resolve(service.path()))
                                                            .maxFramePayloadLength(FRAME)
                                                            .build()),
                                            handler);
                        }
                    });
            bootstrap.connect(server.getHost(), server.getPort()).addListener(handler::connected);
            try {
                return handler.opened().get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }

        /** With the check of the host that {@code https} has. */
        private SSLEngine engine(SSLContext context) {
            SSLEngine engine = context.createSSLEngine(server.getHost(), server.getPort());
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            return engine;
        }

        @Override
        public void close() throws IOException {
            Server.of(0, () -> group.shutdownGracefully(0, SECONDS_TO_END, TimeUnit.SECONDS)
                            .sync())
                    .close();
        }
    }
}
