package org.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.spi.ConnectJournal;

@DisplayName("P30 P63-P66: what a container throws becomes one status, with the phase and what to do")
class ConnectFailuresTest {

    private static final URI SERVER = URI.create("ws://example.test:8025/chat");

    private final ConnectJournal journal = new ConnectJournal();

    @Test
    @DisplayName("P9: an answer that is not the upgrade tells its HTTP status")
    void anAnswerTellsItsStatus() {
        WebSocketException read = read(new FakeEngine.Refusal(404));
        assertThat(read.status()).isEqualTo(WebErrorStatus.NOT_FOUND);
        assertThat(read.phase()).isEqualTo(Phase.UPGRADE);
        assertThat(read.httpStatus()).hasValue(404);
        assertThat(read).hasMessageContaining(SERVER.toString()).hasMessageContaining("HTTP status 404");
    }

    @Test
    @DisplayName("P9: an upgrade that breaks the rules is an invalid answer, with what was wrong")
    void aBrokenUpgradeIsInvalid() {
        WebSocketException read = read(new FakeEngine.Refusal(101));
        assertThat(read.status()).isEqualTo(WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE);
        assertThat(read.httpStatus()).isEmpty();
        assertThat(read).hasMessageContaining("as the test says");
    }

    @Test
    @DisplayName("a name without address is told as such, however deep it is wrapped")
    void aNameWithoutAddress() {
        for (Exception cause :
                new Exception[] {new UnknownHostException("example.test"), new UnresolvedAddressException()}) {
            WebSocketException read = read(new DeploymentException("connect", new IOException(cause)));
            assertThat(read.status()).isEqualTo(WebErrorStatus.HOST_NAME_NOT_RESOLVED);
            assertThat(read.phase()).isEqualTo(Phase.DNS);
            assertThat(read).hasMessageContaining("example.test");
        }
    }

    @Test
    @DisplayName("a refused connection names host and port")
    void aRefusedConnection() {
        WebSocketException read = read(new DeploymentException("connect", new ConnectException("refused")));
        assertThat(read.status()).isEqualTo(WebErrorStatus.CANNOT_CONNECT);
        assertThat(read.phase()).isEqualTo(Phase.TCP);
        assertThat(read).hasMessageContaining("example.test:8025");
    }

    @Test
    @DisplayName("a failure of TLS keeps its cause")
    void aFailureOfTls() {
        SSLException tls = new SSLHandshakeException("no common protocol");
        WebSocketException read = read(new DeploymentException("connect", tls));
        assertThat(read.phase()).isEqualTo(Phase.TLS);
        assertThat(read.status()).isEqualTo(WebErrorStatus.of(tls));
        assertThat(read).hasMessageContaining("no common protocol").hasCause(tls);
    }

    @Test
    @DisplayName("a container's own timeout is a timeout")
    void aTimeout() {
        WebSocketException read = read(new DeploymentException("connect", new TimeoutException()));
        assertThat(read.status()).isEqualTo(WebErrorStatus.TIMEOUT);
        assertThat(read.phase()).isEqualTo(Phase.UPGRADE);
    }

    @Test
    @DisplayName("anything else is told with its own words")
    void anythingElse() {
        WebSocketException read = read(new DeploymentException("out of order"));
        assertThat(read.status()).isEqualTo(WebErrorStatus.UNKNOWN);
        assertThat(read.phase()).isEqualTo(Phase.UPGRADE);
        assertThat(read).hasMessageContaining("out of order");
    }

    @Test
    @DisplayName("a chain of causes that leads back into itself ends")
    void aCircularChainEnds() {
        IOException outer = new IOException("outer");
        outer.initCause(new IOException("inner", outer));
        assertThat(read(outer).status()).isEqualTo(WebErrorStatus.UNKNOWN);
    }

    private WebSocketException read(Exception failure) {
        return ConnectFailures.read(SERVER, failure, FakeEngine.opening(new RecordingSession("")), journal);
    }
}
