package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.CertificateError;
import org.sluice.api.ClientCertificate;
import org.sluice.api.ConnectFailedException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.client.connect.TestAuthority.Identity;
import org.sluice.client.connect.TestAuthority.Template;
import org.sluice.client.connect.TestProxy.Fixed;

/** TLS with a server behind a proxy: nothing of it may be checked less because of the proxy. */
@Timeout(60)
@DisplayName("P20-P25 P63-P66: TLS behind an HTTP and a SOCKS proxy is checked as without")
class TunnelledTlsTest {

    private final List<Peer.Request> asked = new CopyOnWriteArrayList<>();
    private final List<String> askedBySocks = new CopyOnWriteArrayList<>();

    private Peer proxy(Proxy.Type type) throws IOException {
        return type == Proxy.Type.HTTP
                ? TestProxy.http(asked, request -> Peer.UPGRADE)
                : TestProxy.socks(askedBySocks, "", 0);
    }

    private static MessageWebSocket through(Proxy.Type type, Peer proxy) throws Exception {
        MessageWebSocket socket = CertificatesTest.trusting(CertificatesTest.TRUSTED);
        socket.control().proxy(new Fixed(Fixed.of(type, proxy.port())));
        return socket;
    }

    static Stream<Arguments> faults() throws Exception {
        return Stream.of(Proxy.Type.HTTP, Proxy.Type.SOCKS).flatMap(type -> {
            try {
                return CertificatesTest.faults()
                        .map(fault -> Arguments.of(type, fault.get()[0], fault.get()[1], fault.get()[2]));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest(
            name = "P63-P66: through a proxy ({0}) {1} fails as {2}, and passes only if exactly that is ignorable")
    @MethodSource("faults")
    void aBadCertificateIsFound(Proxy.Type type, CertificateError error, WebErrorStatus status, Identity identity)
            throws Exception {
        try (Peer server = CertificatesTest.secure(identity);
                Peer proxy = proxy(type)) {
            try (MessageWebSocket socket = through(type, proxy)) {
                ConnectFailedException failure = AddressesTest.fails(socket, server.uri("wss"));
                assertThat(failure.certificateErrors()).containsExactly(error);
                assertThat(failure.status()).isEqualTo(status);
                assertThat(failure.phase()).isEqualTo(Phase.TLS);
                assertThat(failure.timings()).containsOnlyKeys(Phase.PROXY, Phase.TLS);
            }
            assertThat(server.requests).as("nothing was said to it").isEmpty();
            try (MessageWebSocket socket = through(type, proxy)) {
                socket.control().ignorableServerCertificateErrors(Set.of(error));
                socket.connect(server.uri("wss"));
                assertThat(socket.information().serverCertificateErrors()).containsExactly(error);
                assertThat(socket.information().serverCertificates()).isEqualTo(identity.chain());
            }
            assertThat(asked.size() + askedBySocks.size()).isEqualTo(2);
        }
    }

    @ParameterizedTest(name = "P9: a server behind a proxy ({0}) that speaks no TLS fails at once, in the phase of TLS")
    @EnumSource(value = Proxy.Type.class, names = "DIRECT", mode = EnumSource.Mode.EXCLUDE)
    void aPlainServerFailsAtOnce(Proxy.Type type) throws Exception {
        try (Peer server = Peer.running(it -> {
                    Peer.write(it, "HTTP/1.1 400 Bad Request\r\n\r\n");
                    Peer.readToEnd(it);
                });
                Peer proxy = proxy(type);
                MessageWebSocket socket = through(type, proxy)) {
            ConnectFailedException failure = AddressesTest.fails(socket, server.uri("wss"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.CONNECTION_ABORTED);
            assertThat(failure.phase()).isEqualTo(Phase.TLS);
        }
    }

    @ParameterizedTest(
            name =
                    "P9: what a server says before it was asked is its own ({0}), also if it comes with the proxy's agreement")
    @EnumSource(value = Proxy.Type.class, names = "DIRECT", mode = EnumSource.Mode.EXCLUDE)
    void aServerMaySpeakFirst(Proxy.Type type) throws Exception {
        try (Peer server = Peer.running(it -> {
                    Peer.write(it, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy");
                    Peer.readToEnd(it);
                });
                Peer proxy = type == Proxy.Type.HTTP ? TestProxy.lateHttp() : TestProxy.lateSocks();
                MessageWebSocket plain = through(type, proxy);
                MessageWebSocket secure = through(type, proxy)) {
            ConnectFailedException refused = AddressesTest.fails(plain, server.uri("ws"));
            assertThat(refused.status()).isEqualTo(WebErrorStatus.SERVICE_UNAVAILABLE);
            assertThat(refused.phase()).isEqualTo(Phase.UPGRADE);
            assertThat(refused.answer().orElseThrow().bodyText()).isEqualTo("busy");
            ConnectFailedException noTls = AddressesTest.fails(secure, server.uri("wss"));
            assertThat(noTls.status()).isEqualTo(WebErrorStatus.CONNECTION_ABORTED);
            assertThat(noTls.phase()).isEqualTo(Phase.TLS);
        }
    }

    @ParameterizedTest(name = "P69-P72: a server behind a proxy ({0}) that never answers the TLS handshake is given up")
    @EnumSource(value = Proxy.Type.class, names = "DIRECT", mode = EnumSource.Mode.EXCLUDE)
    void aSilentServerIsGivenUp(Proxy.Type type) throws Exception {
        try (Peer server = Peer.running(Peer::readToEnd);
                Peer proxy = proxy(type);
                MessageWebSocket socket = through(type, proxy)) {
            socket.control().connectTimeout(java.time.Duration.ofSeconds(1));
            ConnectFailedException failure = AddressesTest.fails(socket, server.uri("wss"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.TIMEOUT);
            assertThat(failure.phase()).isEqualTo(Phase.TLS);
        }
    }

    @ParameterizedTest(name = "P54-P59: a client signs in with its certificate through a proxy ({0})")
    @EnumSource(value = Proxy.Type.class, names = "DIRECT", mode = EnumSource.Mode.EXCLUDE)
    void aClientSignsIn(Proxy.Type type) throws Exception {
        Identity client =
                CertificatesTest.TRUSTED.issue(Template.GOOD.host("client").usage(KeyPurposeId.id_kp_clientAuth));
        List<String> names = new CopyOnWriteArrayList<>();
        try (Peer server = Peer.running(CertificatesTest.askingClients(true), it -> {
                    Peer.Request request = Peer.request(it);
                    names.add(((SSLSocket) it).getSession().getPeerPrincipal().getName());
                    Peer.write(it, Peer.upgrade(request));
                    Peer.untilClosed(it);
                });
                Peer proxy = proxy(type);
                MessageWebSocket socket = through(type, proxy);
                MessageWebSocket without = through(type, proxy)) {
            socket.control().clientCertificate(ClientCertificate.of(client.store(), TestAuthority.PASSWORD));
            socket.connect(server.uri("wss"));
            assertThat(names).containsExactly("CN=client");
            assertThat(AddressesTest.fails(without, server.uri("wss")).timings())
                    .containsKey(Phase.TLS);
            assertThat(names).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Proxy.Type.class, names = "DIRECT", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("P54-P59: the server behind a proxy is known by its name, which the proxy resolves")
    void theNameIsChecked(Proxy.Type type) throws Exception {
        Identity far = CertificatesTest.TRUSTED.issue(Template.GOOD.host("far.example"));
        try (Peer server = CertificatesTest.secure(far);
                Peer proxy = proxy(type);
                MessageWebSocket socket = through(type, proxy)) {
            socket.control().hostResolver(host -> {
                assertThat(host).as("only the proxy is looked up").isEqualTo("localhost");
                return List.of(Peer.loopback(1));
            });
            socket.connect(URI.create("wss://far.example:" + server.port() + "/"));
            assertThat(server.requests.get(0).header("Host")).isEqualTo("far.example:" + server.port());
        }
    }
}
