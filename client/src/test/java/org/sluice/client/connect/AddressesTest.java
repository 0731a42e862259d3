package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluice.api.ConnectFailedException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;

@Timeout(60)
class AddressesTest {

    @Test
    @DisplayName("P74-P75: a silent address does not hold up the next one of the same name")
    void aSilentAddressLosesTheRace() throws Exception {
        try (SilentAddress silent = new SilentAddress(2, 0);
                Peer peer = Peer.answeringOn(Peer.loopback(3), silent.port(), r -> Peer.UPGRADE);
                MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control()
                    .hostResolver(host -> List.of(silent.address(), Peer.loopback(3)))
                    .connectTimeout(Duration.ofSeconds(30));
            socket.connect(URI.create("ws://two.example:" + peer.port() + "/"));
            assertThat(socket.information().remoteAddress()).hasValue(new InetSocketAddress("127.0.0.3", peer.port()));
            assertThat(socket.information().localAddress())
                    .hasValue((InetSocketAddress) peer.accepted.take().getRemoteSocketAddress());
            assertThat(peer.requests.get(0).header("Host")).isEqualTo("two.example:" + peer.port());
        }
    }

    @Test
    @DisplayName("P74-P75: where the address of one family refuses, that of the other connects")
    void bothFamiliesAreTried() throws Exception {
        InetAddress six = InetAddress.getAllByName("::1")[0];
        assumeThat(NetworkInterface.getByInetAddress(six))
                .as("this machine has IPv6")
                .isNotNull();
        InetAddress four = Peer.loopback(5);
        for (InetAddress listening : List.of(six, four)) {
            InetAddress refusing = listening.equals(six) ? four : six;
            try (Peer peer = Peer.answeringOn(listening, 0, r -> Peer.UPGRADE);
                    MessageWebSocket socket = MessageWebSocket.create()) {
                socket.control().hostResolver(host -> List.of(refusing, listening));
                socket.connect(URI.create("ws://both.example:" + peer.port() + "/"));
                assertThat(socket.information().remoteAddress())
                        .hasValue(new InetSocketAddress(listening, peer.port()));
            }
        }
    }

    @Test
    @DisplayName("P75: each address gets the whole connect timeout; all failures are told")
    void eachAddressHasItsOwnTimeout() throws Exception {
        try (SilentAddress one = new SilentAddress(2, 0);
                SilentAddress other = new SilentAddress(3, one.port());
                MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control()
                    .hostResolver(host -> List.of(one.address(), other.address()))
                    .connectTimeout(Duration.ofMillis(400));
            ConnectFailedException failure = fails(socket, URI.create("ws://two.example:" + one.port() + "/"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.TIMEOUT);
            assertThat(failure.phase()).isEqualTo(Phase.TCP);
            assertThat(failure.timings()).containsOnlyKeys(Phase.DNS, Phase.TCP);
            assertThat(failure.timings().get(Phase.TCP)).isGreaterThanOrEqualTo(Duration.ofMillis(650));
            assertThat(failure.failedAddresses())
                    .extracting(Throwable::getMessage)
                    .satisfiesExactly(first -> assertThat(first).contains("127.0.0.2"), second -> assertThat(second)
                            .contains("127.0.0.3"));
            assertThat(socket.information().connectTimings()).isEqualTo(failure.timings());
        }
    }

    @Test
    @DisplayName("P74: no sixth address is tried")
    void onlyFiveAddressesAreTried() throws Exception {
        int port = closedPort();
        try (Peer sixth = Peer.answeringOn(Peer.loopback(16), port, r -> Peer.UPGRADE);
                MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().hostResolver(host -> {
                List<InetAddress> all = new java.util.ArrayList<>();
                for (int i = 11; i <= 16; i++) {
                    all.add(Peer.loopback(i));
                }
                return all;
            });
            ConnectFailedException failure = fails(socket, URI.create("ws://six.example:" + port + "/"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.CANNOT_CONNECT);
            assertThat(failure.failedAddresses()).hasSize(5);
            assertThat(sixth.requests).isEmpty();
        }
    }

    @Test
    @DisplayName("P69-P72 P76: the overall limit ends a connect whose addresses have time left")
    void theOverallLimitEndsIt() throws Exception {
        try (SilentAddress silent = new SilentAddress(2, 0);
                MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().overallConnectTimeout(Duration.ofMillis(200));
            ConnectFailedException failure = fails(socket, URI.create("ws://127.0.0.2:" + silent.port() + "/"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.TIMEOUT);
            assertThat(failure.phase()).isEqualTo(Phase.TCP);
            assertThat(failure).hasMessageContaining("PT0.2S");
        }
    }

    @Test
    @DisplayName("P77: a lookup that hangs is given up, its thread interrupted, and nobody called back")
    void aHangingLookupIsAbandoned() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CompletableFuture<Thread> interrupted = new CompletableFuture<>();
        AtomicInteger callbacks = new AtomicInteger();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.onClosed((from, event) -> callbacks.incrementAndGet());
            socket.control().hostResolver(host -> {
                asking.countDown();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    interrupted.complete(Thread.currentThread());
                }
                return List.of(InetAddress.getLoopbackAddress());
            });
            CompletableFuture<Void> connecting = socket.connectAsync(URI.create("ws://slow.example/"));
            asking.await();
            assertThat(connecting.cancel(true)).isTrue();
            await().until(interrupted::isDone);
            assertThat(callbacks).hasValue(0);
            assertThat(socket.isOpen()).isFalse();
        }
    }

    @Test
    @DisplayName("P69-P72: a lookup that hangs fails at the connect timeout, in the phase DNS")
    void aHangingLookupTimesOut() {
        CountDownLatch release = new CountDownLatch(1);
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().connectTimeout(Duration.ofMillis(200)).hostResolver(host -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new UnknownHostException(host);
                }
                return List.of();
            });
            ConnectFailedException failure = fails(socket, URI.create("ws://slow.example/"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.TIMEOUT);
            assertThat(failure.phase()).isEqualTo(Phase.DNS);
        } finally {
            release.countDown();
        }
    }

    @Test
    @DisplayName("a name that the resolver does not know is told as such")
    void anUnknownNameIsTold() {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().hostResolver(host -> {
                throw new UnknownHostException(host);
            });
            ConnectFailedException failure = fails(socket, URI.create("ws://nowhere.example/"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.HOST_NAME_NOT_RESOLVED);
            assertThat(failure.phase()).isEqualTo(Phase.DNS);
        }
    }

    @Test
    @DisplayName("P60-P62: the phases of a connect are timed, and addresses known on both ends of a plain connection")
    void phasesAreTimed() throws Exception {
        try (Peer peer = Peer.upgrading();
                MessageWebSocket socket = MessageWebSocket.create()) {
            assertThat(socket.information().connectTimings()).isEmpty();
            socket.connect(peer.uri("ws"));
            assertThat(socket.information().connectTimings().keySet())
                    .containsExactly(Phase.DNS, Phase.TCP, Phase.UPGRADE);
        }
    }

    @Test
    @DisplayName("P54-P59: this end is bound to the address asked for")
    void thisEndIsBound() throws Exception {
        try (Peer peer = Peer.upgrading();
                MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control()
                    .localAddress(new InetSocketAddress("127.0.0.9", 0))
                    .noDelay(false)
                    .tcpKeepAlive(true)
                    .outboundBufferSize(20_000);
            socket.connect(peer.uri("ws"));
            assertThat(socket.information().localAddress().orElseThrow().getAddress())
                    .isEqualTo(Peer.loopback(9));
        }
    }

    @Test
    @DisplayName("P54-P59: an address that cannot be bound to fails the connect, and leaves nothing")
    void anAddressOfAnotherMachineCannotBeBound() throws Exception {
        try (Peer peer = Peer.upgrading();
                MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().localAddress(new InetSocketAddress("203.0.113.1", 0));
            assertThatThrownBy(() -> socket.connect(peer.uri("ws")))
                    .isInstanceOf(ConnectFailedException.class)
                    .hasStackTraceContaining("Cannot assign requested address");
            assertThat(peer.accepted).isEmpty();
        }
    }

    static ConnectFailedException fails(MessageWebSocket socket, URI uri) {
        return catchThrowableOfType(ConnectFailedException.class, () -> socket.connect(uri));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0)) {
            return closed.getLocalPort();
        }
    }
}
