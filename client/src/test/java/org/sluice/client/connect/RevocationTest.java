package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.CertificateError;
import org.sluice.api.ConnectFailedException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.client.connect.TestAuthority.Identity;
import org.sluice.client.connect.TestAuthority.Template;

/** Certificates that were really taken back, as their list or their responder tells. */
@Timeout(60)
@DisplayName(
        "P54-P59 P63-P66: a certificate that was really revoked fails, by list and by OCSP, and passes only where that is ignorable")
class RevocationTest {

    private TestAuthority authority;
    private Revocations revocations;

    @BeforeEach
    void begin() throws Exception {
        authority = new TestAuthority("Revoking Test Root");
        revocations = new Revocations(authority);
    }

    @AfterEach
    void end() throws Exception {
        revocations.close();
    }

    private Identity issue(String by) throws Exception {
        Template good = Template.GOOD;
        return authority.issue(
                by.equals("list") ? good.listedAt(revocations.uri("list")) : good.answeredAt(revocations.uri("ocsp")));
    }

    private Identity issueAndRevoke(String by) throws Exception {
        Identity identity = issue(by);
        revocations.revoke(identity.chain().get(0));
        return identity;
    }

    @ParameterizedTest(
            name = "P63-P66: a certificate revoked by {0} fails as such, and passes only if exactly that is ignorable")
    @ValueSource(strings = {"list", "ocsp"})
    void aRevokedCertificateFails(String by) throws Exception {
        Identity revoked = issueAndRevoke(by);
        try (Peer peer = CertificatesTest.secure(revoked)) {
            try (MessageWebSocket socket = asking()) {
                ConnectFailedException failure = AddressesTest.fails(socket, peer.uri("wss"));
                assertThat(failure.certificateErrors()).containsExactly(CertificateError.REVOKED);
                assertThat(failure.status()).isEqualTo(WebErrorStatus.CERTIFICATE_REVOKED);
                assertThat(failure.phase()).isEqualTo(Phase.TLS);
                assertThat(socket.information().serverCertificates()).isEqualTo(revoked.chain());
            }
            try (MessageWebSocket socket = asking()) {
                socket.control()
                        .ignorableServerCertificateErrors(EnumSet.complementOf(EnumSet.of(CertificateError.REVOKED)));
                assertThat(AddressesTest.fails(socket, peer.uri("wss")).certificateErrors())
                        .containsExactly(CertificateError.REVOKED);
            }
            assertThat(peer.requests).as("nothing was said to it").isEmpty();
            try (MessageWebSocket socket = asking()) {
                socket.control().ignorableServerCertificateErrors(Set.of(CertificateError.REVOKED));
                socket.connect(peer.uri("wss"));
                assertThat(socket.information().serverCertificateErrors()).containsExactly(CertificateError.REVOKED);
            }
        }
        assertThat(revocations.asked).contains(by);
    }

    @ParameterizedTest(
            name = "P54-P59: a certificate that {0} says is good passes, and nobody is asked unless that was asked for")
    @ValueSource(strings = {"list", "ocsp"})
    void aGoodOnePasses(String by) throws Exception {
        try (Peer peer = CertificatesTest.secure(issue(by));
                Peer revoked = CertificatesTest.secure(issueAndRevoke(by));
                MessageWebSocket unasking = CertificatesTest.trusting(authority);
                MessageWebSocket socket = asking()) {
            unasking.connect(revoked.uri("wss"));
            assertThat(revocations.asked).isEmpty();
            socket.connect(peer.uri("wss"));
            assertThat(socket.information().serverCertificateErrors()).isEmpty();
            assertThat(revocations.asked).contains(by);
        }
    }

    @ParameterizedTest(
            name = "P63-P66: where the {0} cannot be had, that is an error of its own, and nothing passes by it")
    @ValueSource(strings = {"list", "ocsp"})
    void aMissingAnswerIsAnError(String by) throws Exception {
        Identity revoked = issueAndRevoke(by);
        revocations.close();
        try (Peer peer = CertificatesTest.secure(revoked);
                MessageWebSocket socket = asking()) {
            socket.control().ignorableServerCertificateErrors(Set.of(CertificateError.REVOKED));
            ConnectFailedException failure = AddressesTest.fails(socket, peer.uri("wss"));
            assertThat(failure.certificateErrors()).containsExactly(CertificateError.REVOCATION_UNKNOWN);
            assertThat(failure.status()).isEqualTo(WebErrorStatus.CERTIFICATE_IS_INVALID);
        }
    }

    private MessageWebSocket asking() throws Exception {
        MessageWebSocket socket = CertificatesTest.trusting(authority);
        socket.control().checkRevocation(true);
        return socket;
    }
}
