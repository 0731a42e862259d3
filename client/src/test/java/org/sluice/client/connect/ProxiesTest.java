package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.api.ConnectFailedException;
import org.sluice.api.Credential;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.client.connect.TestAuthority.Template;
import org.sluice.client.connect.TestProxy.Fixed;

@Timeout(60)
@DisplayName("P54-P59: a client goes through the proxy that was chosen")
class ProxiesTest {

    private static final Credential USER = new Credential("user", "pass word");

    private final ProxySelector before = ProxySelector.getDefault();
    private final MessageWebSocket socket = MessageWebSocket.create();
    private final List<Peer.Request> seen = new CopyOnWriteArrayList<>();
    private final List<String> socksSeen = new CopyOnWriteArrayList<>();

    @AfterEach
    void restore() {
        ProxySelector.setDefault(before);
        socket.close();
    }

    @Test
    void anHttpProxyIsAskedForATunnelAndResolvesTheName() throws Exception {
        try (Peer server = Peer.upgrading();
                Peer proxy = TestProxy.http(seen, request -> Peer.UPGRADE)) {
            Fixed chosen = new Fixed(Fixed.of(Proxy.Type.HTTP, proxy.port()));
            socket.control().proxy(chosen);
            socket.connect(URI.create("ws://far.example:" + server.port() + "/a?b"));
            assertThat(chosen.asked).containsExactly(URI.create("http://far.example:" + server.port() + "/a?b"));
            assertThat(seen.get(0).line()).isEqualTo("CONNECT far.example:" + server.port() + " HTTP/1.1");
            assertThat(server.requests.get(0).header("Host")).isEqualTo("far.example:" + server.port());
            assertThat(socket.information().connectTimings().keySet()).containsExactly(Phase.PROXY, Phase.UPGRADE);
            assertThat(socket.information().remoteAddress().orElseThrow().getPort())
                    .isEqualTo(proxy.port());
        }
    }

    @Test
    void theServersCertificateIsCheckedThroughAProxyToo() throws Exception {
        TestAuthority authority = new TestAuthority("Root");
        try (Peer server = CertificatesTest.secure(authority.issue(Template.GOOD.host("far.example")));
                Peer proxy = TestProxy.socks(socksSeen, "", 0);
                MessageWebSocket wrong = MessageWebSocket.create()) {
            Fixed chosen = new Fixed(Fixed.of(Proxy.Type.SOCKS, proxy.port()));
            socket.control().proxy(chosen).trustStore(authority.trust());
            socket.connect(URI.create("wss://far.example:" + server.port() + "/"));
            assertThat(chosen.asked.get(0).getScheme()).isEqualTo("https");
            wrong.control().proxy(chosen).trustStore(authority.trust());
            assertThat(AddressesTest.fails(wrong, URI.create("wss://other.example:" + server.port() + "/"))
                            .status())
                    .isEqualTo(WebErrorStatus.CERTIFICATE_COMMON_NAME_IS_INCORRECT);
            assertThat(socksSeen).containsExactly("far.example:" + server.port(), "other.example:" + server.port());
        }
    }

    @ParameterizedTest
    @CsvSource({"'Basic realm=\"p\"', Basic", "'Digest realm=\"p\", nonce=\"n\", qop=\"auth\"', Digest"})
    void anHttpProxyThatAsksGetsTheCredentialAndTheServerDoesNot(String challenge, String scheme) throws Exception {
        try (Peer server = Peer.upgrading();
                Peer proxy = TestProxy.http(
                        seen,
                        request -> request.header("Proxy-Authorization").startsWith(scheme)
                                ? Peer.UPGRADE
                                : "HTTP/1.1 407 Who\r\nProxy-Authenticate: " + challenge
                                        + "\r\nContent-Length: 0\r\n\r\n")) {
            socket.control()
                    .proxy(new Fixed(Fixed.of(Proxy.Type.HTTP, proxy.port())))
                    .proxyCredential(USER);
            socket.connect(server.uri("ws"));
            assertThat(seen).hasSize(2);
            assertThat(seen.get(0).header("Proxy-Authorization")).isEmpty();
            assertThat(server.requests.get(0).header("Proxy-Authorization")).isEmpty();
            if (scheme.equals("Digest")) {
                assertThat(seen.get(1).header("Proxy-Authorization"))
                        .contains("uri=\"localhost:" + server.port() + "\"");
            }
        }
    }

    @Test
    void aProxyThatRefusesIsToldWithItsAnswer() throws Exception {
        try (Peer proxy = TestProxy.http(seen, request -> "HTTP/1.1 407 Who\r\nContent-Length: 4\r\n\r\nwho?")) {
            socket.control().proxy(new Fixed(Fixed.of(Proxy.Type.HTTP, proxy.port())));
            ConnectFailedException failure = AddressesTest.fails(socket, URI.create("ws://far.example/"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.PROXY_AUTHENTICATION_REQUIRED);
            assertThat(failure.phase()).isEqualTo(Phase.PROXY);
            assertThat(failure.answer().orElseThrow().bodyText()).isEqualTo("who?");
        }
    }

    @Test
    void aSocksProxySignsInWithUserAndPassword() throws Exception {
        try (Peer server = Peer.upgrading();
                Peer proxy = TestProxy.socks(socksSeen, "user:pass word", 0);
                MessageWebSocket wrong = MessageWebSocket.create();
                MessageWebSocket without = MessageWebSocket.create()) {
            Fixed chosen = new Fixed(Fixed.of(Proxy.Type.SOCKS, proxy.port()));
            socket.control().proxy(chosen).proxyCredential(USER);
            socket.connect(URI.create("ws://127.0.0.1:" + server.port() + "/"));
            assertThat(socksSeen).containsExactly("127.0.0.1:" + server.port());
            wrong.control().proxy(chosen).proxyCredential(new Credential("user", "other"));
            without.control().proxy(chosen);
            for (MessageWebSocket each : List.of(wrong, without)) {
                ConnectFailedException failure = AddressesTest.fails(each, server.uri("ws"));
                assertThat(failure.status()).isEqualTo(WebErrorStatus.PROXY_AUTHENTICATION_REQUIRED);
                assertThat(failure.phase()).isEqualTo(Phase.PROXY);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4, SERVER_UNREACHABLE", "5, CANNOT_CONNECT", "2, CANNOT_CONNECT", "6, TIMEOUT"})
    void whatASocksProxyCannotDoIsTold(int reply, WebErrorStatus status) throws Exception {
        try (Peer proxy = TestProxy.socks(socksSeen, "", reply)) {
            socket.control().proxy(new Fixed(Fixed.of(Proxy.Type.SOCKS, proxy.port())));
            ConnectFailedException failure = AddressesTest.fails(socket, URI.create("ws://far.example/"));
            assertThat(failure.status()).isEqualTo(status);
            assertThat(failure.phase()).isEqualTo(Phase.PROXY);
        }
    }

    @Test
    void theNextProxyIsTakenWhereOneCannotBeReached() throws Exception {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = closed.getLocalPort();
        }
        try (Peer server = Peer.upgrading();
                Peer proxy = TestProxy.http(seen, request -> Peer.UPGRADE);
                MessageWebSocket other = MessageWebSocket.create()) {
            Fixed chosen = new Fixed(Fixed.of(Proxy.Type.HTTP, nobody), Fixed.of(Proxy.Type.HTTP, proxy.port()));
            socket.control().proxy(chosen);
            socket.connect(server.uri("ws"));
            assertThat(chosen.failed).hasSize(1);
            assertThat(seen).hasSize(1);
            other.control().proxy(new Fixed(Fixed.of(Proxy.Type.HTTP, nobody)));
            ConnectFailedException failure = AddressesTest.fails(other, server.uri("ws"));
            assertThat(failure.status()).isEqualTo(WebErrorStatus.CANNOT_CONNECT);
            assertThat(failure.phase()).isEqualTo(Phase.PROXY);
        }
    }

    @Test
    void thatOfTheJvmIsTheDefaultAndASocketMayGoWithout() throws Exception {
        try (Peer server = Peer.upgrading();
                Peer proxy = TestProxy.http(seen, request -> Peer.UPGRADE);
                MessageWebSocket direct = MessageWebSocket.create()) {
            ProxySelector.setDefault(new Fixed(Fixed.of(Proxy.Type.HTTP, proxy.port())));
            socket.connect(URI.create("ws://far.example:" + server.port() + "/"));
            assertThat(seen).hasSize(1);
            direct.control().proxy(ProxySelector.of(null));
            direct.connect(server.uri("ws"));
            assertThat(seen).hasSize(1);
        }
    }

    @Test
    void aServerThatHangsUpBehindAProxyFailsAtOnce() throws Exception {
        try (Peer server = Peer.running(java.net.Socket::close);
                Peer proxy = TestProxy.http(seen, request -> Peer.UPGRADE);
                MessageWebSocket secure = MessageWebSocket.create()) {
            Fixed chosen = new Fixed(Fixed.of(Proxy.Type.HTTP, proxy.port()));
            socket.control().proxy(chosen);
            ConnectFailedException plain = AddressesTest.fails(socket, server.uri("ws"));
            assertThat(plain.status()).isNotEqualTo(WebErrorStatus.TIMEOUT);
            assertThat(plain.phase()).isEqualTo(Phase.UPGRADE);
            secure.control().proxy(chosen);
            ConnectFailedException inTls = AddressesTest.fails(secure, server.uri("wss"));
            assertThat(inTls.status()).isNotEqualTo(WebErrorStatus.TIMEOUT);
            assertThat(inTls.phase()).isEqualTo(Phase.TLS);
        }
    }

    @Test
    void aProxyThatIsNoneFailsAtOnce() throws Exception {
        try (Peer ssh = Peer.running(it -> Peer.write(it, "SSH-2.0-x\r\n"));
                MessageWebSocket socks = MessageWebSocket.create()) {
            socket.control().proxy(new Fixed(Fixed.of(Proxy.Type.HTTP, ssh.port())));
            ConnectFailedException http = AddressesTest.fails(socket, URI.create("ws://far.example/"));
            assertThat(http).hasMessageContaining("proxy").hasMessageContaining("HTTP");
            assertThat(http.phase()).isEqualTo(Phase.PROXY);
            socks.control().proxy(new Fixed(Fixed.of(Proxy.Type.SOCKS, ssh.port())));
            assertThat(AddressesTest.fails(socks, URI.create("ws://far.example/"))
                            .phase())
                    .isEqualTo(Phase.PROXY);
        }
    }
}
