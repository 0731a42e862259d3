package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CRLReason;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CertificateRevokedException;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("P30 any failure maps to one WebErrorStatus")
class FailureClassifierTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new UnknownHostException("x"), WebErrorStatus.HOST_NAME_NOT_RESOLVED),
                arguments(new UnresolvedAddressException(), WebErrorStatus.HOST_NAME_NOT_RESOLVED),
                arguments(new ConnectException("Connection refused"), WebErrorStatus.CANNOT_CONNECT),
                arguments(new ConnectException("Connection timed out"), WebErrorStatus.TIMEOUT),
                arguments(new ConnectException("Network is unreachable"), WebErrorStatus.SERVER_UNREACHABLE),
                arguments(new ConnectException(), WebErrorStatus.CANNOT_CONNECT),
                arguments(new NoRouteToHostException("x"), WebErrorStatus.SERVER_UNREACHABLE),
                arguments(new PortUnreachableException(), WebErrorStatus.SERVER_UNREACHABLE),
                arguments(new SocketTimeoutException("Read timed out"), WebErrorStatus.TIMEOUT),
                arguments(new TimeoutException(), WebErrorStatus.TIMEOUT),
                arguments(new InterruptedByTimeoutException(), WebErrorStatus.TIMEOUT),
                arguments(new CancellationException(), WebErrorStatus.OPERATION_CANCELED),
                arguments(new InterruptedException(), WebErrorStatus.OPERATION_CANCELED),
                arguments(new InterruptedIOException(), WebErrorStatus.OPERATION_CANCELED),
                arguments(new ClosedByInterruptException(), WebErrorStatus.OPERATION_CANCELED),
                arguments(new SocketException("Connection reset"), WebErrorStatus.CONNECTION_RESET),
                arguments(new IOException("Connection reset by peer"), WebErrorStatus.CONNECTION_RESET),
                arguments(new IOException("Broken pipe"), WebErrorStatus.CONNECTION_ABORTED),
                arguments(new SocketException("Software caused connection abort"), WebErrorStatus.CONNECTION_ABORTED),
                arguments(new SocketException("Socket closed"), WebErrorStatus.DISCONNECTED),
                arguments(new SocketException("Socket is closed"), WebErrorStatus.DISCONNECTED),
                arguments(new EOFException(), WebErrorStatus.CONNECTION_ABORTED),
                arguments(new ClosedChannelException(), WebErrorStatus.DISCONNECTED),
                arguments(new AsynchronousCloseException(), WebErrorStatus.DISCONNECTED),
                arguments(new ProtocolException("x"), WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE),
                arguments(new CertificateExpiredException(), WebErrorStatus.CERTIFICATE_EXPIRED),
                arguments(new CertificateNotYetValidException(), WebErrorStatus.CERTIFICATE_EXPIRED),
                arguments(revoked(), WebErrorStatus.CERTIFICATE_REVOKED),
                arguments(path(BasicReason.EXPIRED), WebErrorStatus.CERTIFICATE_EXPIRED),
                arguments(path(BasicReason.NOT_YET_VALID), WebErrorStatus.CERTIFICATE_EXPIRED),
                arguments(path(BasicReason.REVOKED), WebErrorStatus.CERTIFICATE_REVOKED),
                arguments(path(BasicReason.INVALID_SIGNATURE), WebErrorStatus.CERTIFICATE_IS_INVALID),
                arguments(new CertPathBuilderException("no path"), WebErrorStatus.CERTIFICATE_IS_INVALID),
                arguments(new CertificateParsingException(), WebErrorStatus.CERTIFICATE_CONTAINS_ERRORS),
                arguments(new CertificateEncodingException(), WebErrorStatus.CERTIFICATE_CONTAINS_ERRORS),
                arguments(
                        new CertificateException("No name matching a.example found"),
                        WebErrorStatus.CERTIFICATE_COMMON_NAME_IS_INCORRECT),
                arguments(
                        new CertificateException("No subject alternative DNS name matching a.example found."),
                        WebErrorStatus.CERTIFICATE_COMMON_NAME_IS_INCORRECT),
                arguments(
                        new CertificateException("Could not parse certificate: java.io.IOException: Empty input"),
                        WebErrorStatus.CERTIFICATE_CONTAINS_ERRORS),
                arguments(
                        new CertificateException("Unable to initialize, java.io.IOException: too short"),
                        WebErrorStatus.CERTIFICATE_CONTAINS_ERRORS),
                arguments(new CertificateException("Untrusted"), WebErrorStatus.CERTIFICATE_IS_INVALID),
                arguments(new CertificateException(), WebErrorStatus.CERTIFICATE_IS_INVALID),
                arguments(new SSLPeerUnverifiedException("x"), WebErrorStatus.CERTIFICATE_IS_INVALID),
                arguments(new SSLHandshakeException("handshake_failure"), WebErrorStatus.CANNOT_CONNECT),
                arguments(new SSLException("bad record"), WebErrorStatus.CONNECTION_ABORTED),
                arguments(new IOException("disk full"), WebErrorStatus.UNKNOWN),
                arguments(new IllegalStateException("x"), WebErrorStatus.UNKNOWN));
    }

    @SuppressWarnings("JavaUtilDate") // the only way to make this exception
    private static CertificateRevokedException revoked() {
        return new CertificateRevokedException(
                new Date(0), CRLReason.KEY_COMPROMISE, new X500Principal("CN=issuer"), Map.of());
    }

    private static CertPathValidatorException path(BasicReason reason) {
        return new CertPathValidatorException("x", null, null, -1, reason);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyKindHasItsStatus(Throwable failure, WebErrorStatus expected) {
        assertThat(FailureClassifier.classify(failure)).isSameAs(expected);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void wrappersDoNotHideIt(Throwable failure, WebErrorStatus expected) {
        Throwable wrapped =
                new CompletionException(new ExecutionException(new IOException("while connecting", failure)));

        assertThat(FailureClassifier.classify(wrapped)).isSameAs(expected);
    }

    @Test
    void certificateInsideAFailedHandshakeTellsMore() {
        SSLHandshakeException failure = new SSLHandshakeException("PKIX path validation failed");
        failure.initCause(new CertificateException(
                "PKIX", new CertPathValidatorException("expired", new CertificateExpiredException())));

        assertThat(FailureClassifier.classify(failure)).isSameAs(WebErrorStatus.CERTIFICATE_EXPIRED);
    }

    @Test
    void endOfStreamInsideAFailedHandshakeTellsMore() {
        SSLHandshakeException failure = new SSLHandshakeException("Remote host terminated the handshake");
        failure.initCause(new EOFException("SSL peer shut down incorrectly"));

        assertThat(FailureClassifier.classify(failure)).isSameAs(WebErrorStatus.CONNECTION_ABORTED);
    }

    @Test
    void handshakeFailureWithASilentCauseIsStillOne() {
        SSLHandshakeException failure = new SSLHandshakeException("x");
        failure.initCause(new IllegalArgumentException("y"));

        assertThat(FailureClassifier.classify(failure)).isSameAs(WebErrorStatus.CANNOT_CONNECT);
    }

    @Test
    void ownStatusWinsOverItsCauses() {
        WebSocketException ours = new WebSocketException(
                "x", WebErrorStatus.REDIRECT_FAILED, Phase.UPGRADE, new SocketTimeoutException());

        assertThat(FailureClassifier.classify(new ExecutionException(ours))).isSameAs(WebErrorStatus.REDIRECT_FAILED);
    }

    @Test
    void ownUnknownStatusLeavesItToTheCauses() {
        WebSocketException ours =
                new WebSocketException("x", WebErrorStatus.UNKNOWN, Phase.TCP, new SocketTimeoutException());

        assertThat(FailureClassifier.classify(ours)).isSameAs(WebErrorStatus.TIMEOUT);
    }

    @Test
    void causesInACircleAreReadOnce() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException two = new RuntimeException("two", one);
        one.initCause(two);

        assertThat(FailureClassifier.classify(one)).isSameAs(WebErrorStatus.UNKNOWN);
    }
}
