package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@DisplayName("P54-P59: the options of a socket reach the system")
class SocketOptionsTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areSetOnTheChannel(boolean on) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            SocketOptions options = new SocketOptions(on, on, 30_000, null);
            TcpConnect connect = TcpConnect.to(
                    (InetSocketAddress) server.getLocalSocketAddress(), options, ClientTransport.shared());
            connect.result().get(10, TimeUnit.SECONDS);
            SocketChannel channel = connect.channel();
            assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isEqualTo(on);
            assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isEqualTo(on);
            // Linux gives twice of it, for its own needs.
            assertThat(channel.getOption(StandardSocketOptions.SO_SNDBUF)).isIn(30_000, 60_000);
            connect.cancel();
        }
    }

    @Test
    void whatCannotBeBoundFailsAndClosesItsChannel() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketOptions options = new SocketOptions(true, false, null, new InetSocketAddress("203.0.113.1", 0));
            TcpConnect connect =
                    TcpConnect.to((InetSocketAddress) server.getLocalAddress(), options, ClientTransport.shared());
            await().until(() -> connect.result().isCompletedExceptionally());
            assertThat(Patience.failureOf(connect.result(), "x")).isInstanceOf(IOException.class);
            assertThat(connect.channel().isOpen()).isFalse();
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("sluice-client")));
        }
    }
}
