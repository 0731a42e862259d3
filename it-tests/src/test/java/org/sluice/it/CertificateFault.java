package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.it.FaultSteps.connect;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.sluice.api.CertificateError;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.it.TestRoot.Leaf;

/** What can be wrong with a server's certificate, each the only thing that is. */
enum CertificateFault implements Fault {
    EXPIRED("the server's certificate has expired", WebErrorStatus.CERTIFICATE_EXPIRED, CertificateError.EXPIRED) {
        @Override
        ServerSocket listen(TestRoot trusted, URI list) throws Exception {
            return trusted.listen(Leaf.GOOD.valid(Duration.ofDays(-2), Duration.ofDays(-1)));
        }
    },
    NOT_YET_VALID(
            "the server's certificate is not valid yet",
            WebErrorStatus.CERTIFICATE_EXPIRED,
            CertificateError.NOT_YET_VALID) {
        @Override
        ServerSocket listen(TestRoot trusted, URI list) throws Exception {
            return trusted.listen(Leaf.GOOD.valid(Duration.ofDays(1), Duration.ofDays(2)));
        }
    },
    WRONG_NAME(
            "the server's certificate names another host",
            WebErrorStatus.CERTIFICATE_COMMON_NAME_IS_INCORRECT,
            CertificateError.NAME_MISMATCH) {
        @Override
        ServerSocket listen(TestRoot trusted, URI list) throws Exception {
            return trusted.listen(Leaf.GOOD.host("example.org"));
        }
    },
    UNTRUSTED_ROOT(
            "the root that signed the server's certificate is not trusted",
            WebErrorStatus.CERTIFICATE_IS_INVALID,
            CertificateError.UNTRUSTED) {
        @Override
        ServerSocket listen(TestRoot trusted, URI list) throws Exception {
            return new TestRoot("Other Root").listen(Leaf.GOOD);
        }
    },
    INCOMPLETE_CHAIN(
            "the chain of the server's certificate leads to no root",
            WebErrorStatus.CERTIFICATE_IS_INVALID,
            CertificateError.INCOMPLETE_CHAIN) {
        @Override
        ServerSocket listen(TestRoot trusted, URI list) throws Exception {
            return new TestRoot("Other Root").listen(Leaf.GOOD.withoutRoot());
        }
    },
    SELF_SIGNED(
            "the server's certificate signed itself",
            WebErrorStatus.CERTIFICATE_IS_INVALID,
            CertificateError.SELF_SIGNED) {
        @Override
        ServerSocket listen(TestRoot trusted, URI list) throws Exception {
            return TestRoot.listenSelfSigned();
        }
    },
    WRONG_USAGE(
            "the server's certificate is not for servers",
            WebErrorStatus.CERTIFICATE_IS_INVALID,
            CertificateError.WRONG_USAGE) {
        @Override
        ServerSocket listen(TestRoot trusted, URI list) throws Exception {
            return trusted.listen(Leaf.GOOD.usage(KeyPurposeId.id_kp_emailProtection));
        }
    },
    REVOKED(
            "the server's certificate was revoked, with checkRevocation",
            WebErrorStatus.CERTIFICATE_REVOKED,
            CertificateError.REVOKED) {
        @Override
        ServerSocket listen(TestRoot trusted, URI list) throws Exception {
            return trusted.listen(Leaf.GOOD.listedAt(list));
        }

        @Override
        void ask(MessageWebSocketControl control) {
            control.checkRevocation(true);
        }
    },
    REVOCATION_UNKNOWN(
            "nothing tells whether the server's certificate was revoked, with checkRevocation",
            WebErrorStatus.CERTIFICATE_IS_INVALID,
            CertificateError.REVOCATION_UNKNOWN) {
        @Override
        ServerSocket listen(TestRoot trusted, URI list) throws Exception {
            return trusted.listen(Leaf.GOOD);
        }

        @Override
        void ask(MessageWebSocketControl control) {
            control.checkRevocation(true);
        }
    };

    private final String what;
    private final WebErrorStatus status;
    private final CertificateError error;

    CertificateFault(String what, WebErrorStatus status, CertificateError error) {
        this.what = what;
        this.status = status;
        this.error = error;
    }

    /** Listens with the certificate; those that the trusted root signed are on the list. */
    abstract ServerSocket listen(TestRoot trusted, URI list) throws Exception;

    /** Sets what else it takes to find the fault. */
    void ask(MessageWebSocketControl control) {}

    /** What is wrong, and nothing else. */
    CertificateError error() {
        return error;
    }

    @Override
    public Line line() {
        return new Line(what, status, Phase.TLS);
    }

    @Override
    public void make() throws Exception {
        connectIgnoring(Set.of());
    }

    /** Connects to such a server; returns if it was let pass. */
    void connectIgnoring(Set<CertificateError> ignorable) throws Exception {
        TestRoot trusted = new TestRoot("Trusted Root");
        HttpServer lists = serveListOf(trusted);
        URI list = URI.create("http://127.0.0.1:" + lists.getAddress().getPort() + "/list");
        try (RawServer server = RawServer.on(listen(trusted, list), (connection, key) -> {
            assertThat(ignorable).as("only then is it spoken to").contains(error);
            RawServer.upgrade(connection, key);
            RawServer.awaitEnd(connection);
        })) {
            connect(URI.create("wss://localhost:" + server.port() + "/"), control -> {
                control.trustStore(trusted.trust()).ignorableServerCertificateErrors(ignorable);
                ask(control);
            });
        } finally {
            lists.stop(0);
        }
    }

    private static HttpServer serveListOf(TestRoot root) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/list", exchange -> {
            try (exchange) {
                byte[] list = root.revokingAll();
                exchange.sendResponseHeaders(200, list.length);
                exchange.getResponseBody().write(list);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
        return server;
    }
}
