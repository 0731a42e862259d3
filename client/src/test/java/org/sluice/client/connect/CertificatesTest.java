package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.CertificateError;
import org.sluice.api.CertificateErrorSeverity;
import org.sluice.api.ClientCertificate;
import org.sluice.api.ConnectFailedException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.client.connect.TestAuthority.Identity;
import org.sluice.client.connect.TestAuthority.Template;

@Timeout(60)
class CertificatesTest {

    static final TestAuthority TRUSTED = authority("Trusted Test Root");
    private static final TestAuthority OTHER = authority("Other Test Root");

    private static TestAuthority authority(String name) {
        try {
            return new TestAuthority(name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> faults() throws Exception {
        Template good = Template.GOOD;
        return Stream.of(
                Arguments.of(
                        CertificateError.EXPIRED, WebErrorStatus.CERTIFICATE_EXPIRED, TRUSTED.issue(good.expired())),
                Arguments.of(
                        CertificateError.NOT_YET_VALID,
                        WebErrorStatus.CERTIFICATE_EXPIRED,
                        TRUSTED.issue(good.notYetValid())),
                Arguments.of(
                        CertificateError.NAME_MISMATCH,
                        WebErrorStatus.CERTIFICATE_COMMON_NAME_IS_INCORRECT,
                        TRUSTED.issue(good.host("example.org"))),
                Arguments.of(CertificateError.UNTRUSTED, WebErrorStatus.CERTIFICATE_IS_INVALID, OTHER.issue(good)),
                Arguments.of(
                        CertificateError.INCOMPLETE_CHAIN,
                        WebErrorStatus.CERTIFICATE_IS_INVALID,
                        OTHER.issue(good.withoutRoot())),
                Arguments.of(
                        CertificateError.SELF_SIGNED,
                        WebErrorStatus.CERTIFICATE_IS_INVALID,
                        TestAuthority.selfSigned(good)),
                Arguments.of(
                        CertificateError.WRONG_USAGE,
                        WebErrorStatus.CERTIFICATE_IS_INVALID,
                        TRUSTED.issue(good.usage(KeyPurposeId.id_kp_emailProtection))));
    }

    @ParameterizedTest(name = "P63-P66: {0} fails by default as {1}, and passes only if exactly that is ignorable")
    @MethodSource("faults")
    void eachErrorFailsAndPassesByItself(CertificateError error, WebErrorStatus status, Identity identity)
            throws Exception {
        try (Peer peer = secure(identity)) {
            try (MessageWebSocket socket = trusting(TRUSTED)) {
                ConnectFailedException failure = AddressesTest.fails(socket, peer.uri("wss"));
                assertThat(failure.certificateErrors()).containsExactly(error);
                assertThat(failure.status()).isEqualTo(status);
                assertThat(failure.phase()).isEqualTo(Phase.TLS);
                assertThat(socket.information().serverCertificates()).isEqualTo(identity.chain());
                assertThat(socket.information().serverCertificateErrors()).containsExactly(error);
                assertThat(socket.information().serverCertificateErrorSeverity())
                        .isSameAs(CertificateErrorSeverity.FATAL);
            }
            try (MessageWebSocket socket = trusting(TRUSTED)) {
                socket.control().ignorableServerCertificateErrors(EnumSet.complementOf(EnumSet.of(error)));
                assertThat(AddressesTest.fails(socket, peer.uri("wss")).certificateErrors())
                        .containsExactly(error);
            }
            try (MessageWebSocket socket = trusting(TRUSTED)) {
                socket.control().ignorableServerCertificateErrors(Set.of(error));
                socket.connect(peer.uri("wss"));
                assertThat(socket.information().serverCertificateErrors()).containsExactly(error);
                assertThat(socket.information().serverCertificateErrorSeverity())
                        .isSameAs(CertificateErrorSeverity.IGNORABLE);
                assertThat(socket.information().serverCertificates()).isEqualTo(identity.chain());
            }
            assertThat(peer.requests).as("only what passed was spoken to").hasSize(1);
        }
    }

    @Test
    @DisplayName("P63-P66: two errors pass only together")
    void severalErrorsAreAllNamed() throws Exception {
        Identity bad = OTHER.issue(Template.GOOD.host("example.org").expired());
        Set<CertificateError> all =
                Set.of(CertificateError.EXPIRED, CertificateError.NAME_MISMATCH, CertificateError.UNTRUSTED);
        try (Peer peer = secure(bad)) {
            try (MessageWebSocket socket = trusting(TRUSTED)) {
                assertThat(AddressesTest.fails(socket, peer.uri("wss")).certificateErrors())
                        .isEqualTo(all);
            }
            try (MessageWebSocket socket = trusting(TRUSTED)) {
                socket.control()
                        .ignorableServerCertificateErrors(Set.of(CertificateError.EXPIRED, CertificateError.UNTRUSTED));
                assertThat(AddressesTest.fails(socket, peer.uri("wss")).certificateErrors())
                        .containsExactly(CertificateError.NAME_MISMATCH);
                assertThat(socket.information().serverCertificateErrors())
                        .containsExactly(CertificateError.NAME_MISMATCH);
                assertThat(socket.information().serverCertificateErrorSeverity())
                        .isSameAs(CertificateErrorSeverity.FATAL);
            }
            try (MessageWebSocket socket = trusting(TRUSTED)) {
                socket.control().ignorableServerCertificateErrors(all);
                socket.connect(peer.uri("wss"));
                assertThat(socket.information().serverCertificateErrors()).isEqualTo(all);
            }
        }
    }

    @Test
    @DisplayName("P20-P25: with the JDK's roots a root of one's own is not trusted")
    void theRootsOfTheJdkAreTheDefault() throws Exception {
        try (Peer peer = secure(TRUSTED.issue(Template.GOOD));
                MessageWebSocket socket = MessageWebSocket.create()) {
            assertThat(AddressesTest.fails(socket, peer.uri("wss")).certificateErrors())
                    .containsExactly(CertificateError.UNTRUSTED);
        }
    }

    @Test
    @DisplayName("P20-P25 P60-P62: a good server is connected to, named to it, and its phases timed")
    void aGoodServerIsConnectedTo() throws Exception {
        CompletableFuture<String> named = new CompletableFuture<>();
        try (Peer peer = Peer.running(TRUSTED.issue(Template.GOOD).server(null).getServerSocketFactory(), socket -> {
                    Peer.write(socket, Peer.upgrade(Peer.request(socket)));
                    ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
                    named.complete(
                            ((SNIHostName) session.getRequestedServerNames().get(0)).getAsciiName());
                    int unused = socket.getInputStream().read();
                });
                MessageWebSocket socket = trusting(TRUSTED)) {
            socket.control().tlsProtocols(List.of("TLSv1.2"));
            socket.connect(peer.uri("wss"));
            assertThat(named.get(10, TimeUnit.SECONDS)).isEqualTo("localhost");
            assertThat(socket.information().serverCertificateErrors()).isEmpty();
            assertThat(socket.information().serverCertificateErrorSeverity()).isSameAs(CertificateErrorSeverity.NONE);
            assertThat(socket.information().connectTimings().keySet())
                    .containsExactly(Phase.DNS, Phase.TCP, Phase.TLS, Phase.UPGRADE);
        }
    }

    @Test
    @DisplayName("P54-P59: the protocol and the cipher suite are those asked for")
    void protocolAndSuiteAreThoseAskedFor() throws Exception {
        CompletableFuture<String> agreed = new CompletableFuture<>();
        String suite = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        try (Peer peer = Peer.running(TRUSTED.issue(Template.GOOD).server(null).getServerSocketFactory(), socket -> {
                    Peer.write(socket, Peer.upgrade(Peer.request(socket)));
                    var session = ((SSLSocket) socket).getSession();
                    agreed.complete(session.getProtocol() + " " + session.getCipherSuite());
                    int unused = socket.getInputStream().read();
                });
                MessageWebSocket socket = trusting(TRUSTED)) {
            socket.control().tlsProtocols(List.of("TLSv1.2")).tlsCipherSuites(List.of(suite));
            socket.connect(peer.uri("wss"));
            assertThat(agreed.get(10, TimeUnit.SECONDS)).isEqualTo("TLSv1.2 " + suite);
        }
    }

    @Test
    void aNameThatNobodyKnowsIsNamedWithItsOption() throws Exception {
        try (Peer peer = secure(TRUSTED.issue(Template.GOOD));
                MessageWebSocket protocol = trusting(TRUSTED);
                MessageWebSocket suite = trusting(TRUSTED)) {
            protocol.control().tlsProtocols(List.of("TLSv1.2", "TLSv9"));
            suite.control().tlsCipherSuites(List.of("TLS_WITH_LOVE"));

            ConnectFailedException failure = AddressesTest.fails(protocol, peer.uri("wss"));
            assertThat(failure)
                    .hasMessageContaining("tlsProtocols has \"TLSv9\"")
                    .hasMessageContaining("TLSv1.3");
            assertThat(failure.phase()).isEqualTo(Phase.TLS);
            assertThat(AddressesTest.fails(suite, peer.uri("wss")))
                    .hasMessageContaining("tlsCipherSuites has \"TLS_WITH_LOVE\"")
                    .hasMessageContaining("TLS_AES_128_GCM_SHA256");
        }
    }

    @Test
    @DisplayName("P54-P59: a client signs in with its certificate, given as such or in an SSLContext")
    void aClientSignsIn() throws Exception {
        Identity client = TRUSTED.issue(Template.GOOD.host("client").usage(KeyPurposeId.id_kp_clientAuth));
        List<String> names = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Peer peer = Peer.running(askingClients(true), socket -> {
                    Peer.Request request = Peer.request(socket);
                    names.add(
                            ((SSLSocket) socket).getSession().getPeerPrincipal().getName());
                    Peer.write(socket, Peer.upgrade(request));
                    int unused = socket.getInputStream().read();
                });
                MessageWebSocket given = trusting(TRUSTED);
                MessageWebSocket inContext = MessageWebSocket.create();
                MessageWebSocket without = trusting(TRUSTED)) {
            given.control().clientCertificate(ClientCertificate.of(client.store(), TestAuthority.PASSWORD));
            given.connect(peer.uri("wss"));
            inContext.control().sslContext(client.server(TRUSTED.trust()));
            inContext.connect(peer.uri("wss"));
            assertThat(inContext.information().serverCertificates()).hasSize(2);
            assertThat(names).containsExactly("CN=client", "CN=client");
            assertThat(AddressesTest.fails(without, peer.uri("wss")).timings()).containsKey(Phase.TLS);
        }
    }

    @Test
    void anSslContextOfOnesOwnChecksNameAndTimeToo() throws Exception {
        Map<Template, WebErrorStatus> wrong = Map.of(
                Template.GOOD.host("example.org"), WebErrorStatus.CERTIFICATE_COMMON_NAME_IS_INCORRECT,
                Template.GOOD.expired(), WebErrorStatus.CERTIFICATE_EXPIRED);
        SSLContext own = TRUSTED.issue(Template.GOOD).server(TRUSTED.trust());
        for (Map.Entry<Template, WebErrorStatus> each : wrong.entrySet()) {
            try (Peer peer = secure(TRUSTED.issue(each.getKey()));
                    MessageWebSocket socket = MessageWebSocket.create()) {
                socket.control().sslContext(own);

                ConnectFailedException failure = AddressesTest.fails(socket, peer.uri("wss"));

                assertThat(failure.status()).isEqualTo(each.getValue());
                assertThat(failure.phase()).isEqualTo(Phase.TLS);
                assertThat(peer.requests).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("P54-P59: a redirect does not show the client's certificate to another server, which asks for it too")
    void aRedirectTakesNoCertificateAlong() throws Exception {
        ClientCertificate own = ClientCertificate.of(clientIdentity().store(), TestAuthority.PASSWORD);
        assertShownAtHomeAlone(socket -> socket.control().clientCertificate(own));
    }

    @Test
    @DisplayName("P54-P59: nor the one of the JVM's settings")
    void aRedirectTakesNoCertificateOfTheJvmAlong(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("client.jks");
        try (OutputStream out = Files.newOutputStream(file)) {
            clientIdentity().store().store(out, TestAuthority.PASSWORD);
        }
        System.setProperty("javax.net.ssl.keyStore", file.toString());
        System.setProperty("javax.net.ssl.keyStorePassword", new String(TestAuthority.PASSWORD));
        try {
            assertShownAtHomeAlone(socket -> {});
        } finally {
            System.clearProperty("javax.net.ssl.keyStore");
            System.clearProperty("javax.net.ssl.keyStorePassword");
        }
    }

    private static Identity clientIdentity() throws Exception {
        return TRUSTED.issue(Template.GOOD.host("client").usage(KeyPurposeId.id_kp_clientAuth));
    }

    private static void assertShownAtHomeAlone(Consumer<MessageWebSocket> certificate) throws Exception {
        List<String> atGoal = new java.util.concurrent.CopyOnWriteArrayList<>();
        List<String> atHome = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Peer goal = Peer.running(askingClients(false), it -> {
                    Peer.Request request = Peer.request(it);
                    atGoal.add(clientOf(it));
                    Peer.write(it, Peer.upgrade(request));
                    Peer.untilClosed(it);
                });
                Peer home = Peer.running(askingClients(true), it -> {
                    Peer.Request unused = Peer.request(it);
                    atHome.add(clientOf(it));
                    Peer.write(
                            it, "HTTP/1.1 307 There\r\nLocation: " + goal.uri("wss") + "\r\nContent-Length: 0\r\n\r\n");
                });
                MessageWebSocket socket = trusting(TRUSTED);
                MessageWebSocket straight = trusting(TRUSTED)) {
            certificate.accept(straight);
            straight.connect(goal.uri("wss"));
            assertThat(atGoal).as("it does ask").containsExactly("CN=client");
            certificate.accept(socket);
            socket.control().maxRedirects(1);
            socket.connect(home.uri("wss"));
            assertThat(atHome).containsExactly("CN=client");
            assertThat(atGoal).containsExactly("CN=client", "nobody");
        }
    }

    private static String clientOf(java.net.Socket server) {
        try {
            return ((SSLSocket) server).getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    @Test
    @DisplayName("P54-P59: the validator sees chain and ignored errors after the default validation, and may reject")
    void theValidatorHasTheLastWord() throws Exception {
        Identity expired = TRUSTED.issue(Template.GOOD.expired());
        List<Object> seen = new ArrayList<>();
        try (Peer peer = secure(expired);
                MessageWebSocket socket = trusting(TRUSTED);
                MessageWebSocket unasked = trusting(TRUSTED)) {
            socket.control()
                    .ignorableServerCertificateErrors(Set.of(CertificateError.EXPIRED))
                    .serverCertificateValidator((chain, ignored) -> {
                        seen.add(chain);
                        seen.add(ignored);
                        throw new CertificateException("not on our list");
                    });
            ConnectFailedException failure = AddressesTest.fails(socket, peer.uri("wss"));
            assertThat(seen).containsExactly(expired.chain(), Set.of(CertificateError.EXPIRED));
            assertThat(failure).hasMessageContaining("not on our list");
            assertThat(failure.status()).isEqualTo(WebErrorStatus.CERTIFICATE_IS_INVALID);
            assertThat(failure.phase()).isEqualTo(Phase.TLS);
            unasked.control().serverCertificateValidator((chain, ignored) -> seen.add("asked"));
            assertThat(AddressesTest.fails(unasked, peer.uri("wss")).certificateErrors())
                    .containsExactly(CertificateError.EXPIRED);
            assertThat(seen).hasSize(2);
            assertThat(peer.requests).isEmpty();
        }
    }

    @Test
    @DisplayName("P69-P72: a validator that is stuck does not hold the connect beyond its timeout")
    void aStuckValidatorDoesNotHoldTheConnect() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (Peer peer = secure(TRUSTED.issue(Template.GOOD));
                MessageWebSocket socket = trusting(TRUSTED)) {
            socket.control().connectTimeout(Duration.ofSeconds(2)).serverCertificateValidator((chain, ignored) -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new CertificateException(e);
                }
            });
            assertThat(AddressesTest.fails(socket, peer.uri("wss")).status()).isEqualTo(WebErrorStatus.TIMEOUT);
        } finally {
            release.countDown();
        }
    }

    @Test
    @DisplayName(
            "P54-P59: a pinned key passes, of the server or of what signed it; another, or one only sent along, does not")
    void pinsAreCompared() throws Exception {
        Identity good = TRUSTED.issue(Template.GOOD.withoutRoot());
        Identity padded = new Identity(good.keys(), List.of(good.chain().get(0), OTHER.root));
        try (Peer peer = secure(good);
                Peer liar = secure(padded)) {
            for (X509Certificate pinned : List.of(good.chain().get(0), TRUSTED.root)) {
                try (MessageWebSocket socket = trusting(TRUSTED)) {
                    socket.control().publicKeyPins(Set.of(pin(pinned)));
                    socket.connect(peer.uri("wss"));
                }
            }
            for (URI uri : List.of(peer.uri("wss"), liar.uri("wss"))) {
                try (MessageWebSocket socket = trusting(TRUSTED)) {
                    socket.control().publicKeyPins(Set.of(pin(OTHER.root)));
                    ConnectFailedException failure = AddressesTest.fails(socket, uri);
                    assertThat(failure).hasMessageContaining("publicKeyPins");
                    assertThat(failure.status()).isEqualTo(WebErrorStatus.CERTIFICATE_IS_INVALID);
                }
            }
        }
    }

    @Test
    @DisplayName("P54-P59: where nothing tells whether a certificate was revoked, that is an error of its own")
    void unknownRevocationIsAnError() throws Exception {
        try (Peer peer = secure(TRUSTED.issue(Template.GOOD));
                MessageWebSocket socket = trusting(TRUSTED);
                MessageWebSocket ignoring = trusting(TRUSTED)) {
            socket.control().checkRevocation(true);
            assertThat(AddressesTest.fails(socket, peer.uri("wss")).certificateErrors())
                    .containsExactly(CertificateError.REVOCATION_UNKNOWN);
            ignoring.control()
                    .checkRevocation(true)
                    .ignorableServerCertificateErrors(Set.of(CertificateError.REVOCATION_UNKNOWN));
            ignoring.connect(peer.uri("wss"));
        }
    }

    static Peer secure(Identity identity) throws Exception {
        return Peer.answering(identity.server(null).getServerSocketFactory(), request -> Peer.UPGRADE);
    }

    static MessageWebSocket trusting(TestAuthority authority) throws Exception {
        MessageWebSocket socket = MessageWebSocket.create();
        socket.control().trustStore(authority.trust()).connectTimeout(Duration.ofSeconds(30));
        return socket;
    }

    /** Sockets of a good server that wants a certificate of its clients, and may need one. */
    static javax.net.ServerSocketFactory askingClients(boolean needed) throws Exception {
        SSLContext context = TRUSTED.issue(Template.GOOD).server(TRUSTED.trust());
        return new javax.net.ServerSocketFactory() {
            @Override
            public java.net.ServerSocket createServerSocket(int port) throws IOException {
                return createServerSocket(port, 50);
            }

            @Override
            public java.net.ServerSocket createServerSocket(int port, int backlog) throws IOException {
                return createServerSocket(port, backlog, Peer.loopback(1));
            }

            @Override
            public java.net.ServerSocket createServerSocket(int port, int backlog, java.net.InetAddress address)
                    throws IOException {
                SSLServerSocket server =
                        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, backlog, address);
                if (needed) {
                    server.setNeedClientAuth(true);
                } else {
                    server.setWantClientAuth(true);
                }
                return server;
            }
        };
    }

    private static String pin(X509Certificate certificate) throws Exception {
        return "sha256/"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256")
                                .digest(certificate.getPublicKey().getEncoded()));
    }
}
