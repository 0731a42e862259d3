package org.sluice.grizzly.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.sluice.api.WebSocketControl;

/**
 * How the sockets of a connect are made.
 *
 * @param noDelay whether Nagle's algorithm is off
 * @param keepAlive whether the system probes a silent connection
 * @param sendBuffer bytes asked for; null for the system's choice
 * @param local what it is bound to; null for the system's choice
 */
record SocketOptions(
        boolean noDelay,
        boolean keepAlive,
        @Nullable Integer sendBuffer,
        @Nullable InetSocketAddress local) {

    static final SocketOptions DEFAULT = new SocketOptions(true, false, null, null);

    static SocketOptions of(WebSocketControl<?> options) {
        Integer buffer = options.outboundBufferSize().isPresent()
                ? options.outboundBufferSize().getAsInt()
                : null;
        return new SocketOptions(
                options.noDelay(),
                options.tcpKeepAlive(),
                buffer,
                options.localAddress().orElse(null));
    }

    /** Null for the system's choice. */
    @Nullable
    InetAddress boundTo() {
        return local == null ? null : local.getAddress();
    }

    /** Before the connect, as TCP fixes the scale of its window then. */
    void beforeConnect(SocketChannel channel) throws IOException {
        if (sendBuffer != null) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
        }
        if (local != null) {
            channel.bind(local);
        }
    }

    /** After it, since Grizzly sets its own then. */
    void afterConnect(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, noDelay);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive);
    }
}
