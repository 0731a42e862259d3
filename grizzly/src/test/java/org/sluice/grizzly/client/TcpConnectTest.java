package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpConnectTest {

    private final ClientTransport transport = ClientTransport.shared();

    @Test
    void aConnectThatIsCancelledOnceConnectedEndsItsConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            TcpConnect connect = TcpConnect.to(address(server), SocketOptions.DEFAULT, transport);
            assertThat(connect.result().get(10, TimeUnit.SECONDS)).isNotNull();
            try (Socket accepted = server.accept()) {
                connect.cancel();
                assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aConnectCancelledAtAnyMomentEndsItsSocket() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 300; i++) {
                TcpConnect connect = TcpConnect.to(address(server), SocketOptions.DEFAULT, transport);
                for (int j = 0; j < i; j++) {
                    Thread.onSpinWait();
                }
                connect.cancel();
                // To loopback the connect itself succeeds at once.
                try (Socket accepted = server.accept()) {
                    accepted.setSoTimeout(5_000);
                    assertThat(accepted.getInputStream().read()).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void aConnectThatEndsGivesItsShareOfTheTransportBack() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            nobody = address(server);
        }
        TcpConnect connect = TcpConnect.to(nobody, SocketOptions.DEFAULT, transport);
        assertThatThrownBy(() -> connect.result().get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(ConnectException.class);
        connect.cancel();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("sluice-client")));
    }

    private static InetSocketAddress address(ServerSocket server) {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }
}
