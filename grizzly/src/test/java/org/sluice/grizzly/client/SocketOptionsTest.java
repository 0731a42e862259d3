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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.WebSocketControl;
import org.sluice.core.socket.MessageSocket;
import org.sluice.core.socket.StreamSocket;

@Timeout(30)
@DisplayName("P54-P59: the options of a socket reach the system")
class SocketOptionsTest {

    static Stream<WebSocketControl<?>> controls() {
        return Stream.of(
                new MessageSocket((socket, request) -> new CompletableFuture<>()).control(),
                new StreamSocket((socket, request) -> new CompletableFuture<>()).control());
    }

    @ParameterizedTest
    @MethodSource("controls")
    @DisplayName("P59: Nagle is off by default, noDelay(false) turns it on, and the other options are what was set")
    void areThoseOfTheControl(WebSocketControl<?> control) {
        assertThat(SocketOptions.of(control)).isEqualTo(SocketOptions.DEFAULT);
        assertThat(SocketOptions.of(control).noDelay()).isTrue();

        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        control.noDelay(false);
        control.tcpKeepAlive(true);
        control.outboundBufferSize(30_000);
        control.localAddress(local);

        assertThat(SocketOptions.of(control)).isEqualTo(new SocketOptions(false, true, 30_000, local));
    }

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
