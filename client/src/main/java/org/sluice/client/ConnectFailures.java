package org.sluice.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CertificateError;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.spi.ClientEngine;
import org.sluice.core.spi.ConnectJournal;

/** Reads the failures of containers, which agree on no type of exception. */
final class ConnectFailures {

    private static final int SWITCHING_PROTOCOLS = 101;

    private ConnectFailures() {}

    /**
     * Reads one.
     *
     * @param journal says in which phase it was, where the engine tells
     */
    static WebSocketException read(URI uri, Exception failure, ClientEngine engine, ConnectJournal journal) {
        WebSocketException known = find(failure, WebSocketException.class);
        if (known != null) {
            return known;
        }
        Set<CertificateError> certificate = journal.fatalErrors();
        if (!certificate.isEmpty()) {
            return badCertificate(uri, failure, certificate);
        }
        Optional<ClientEngine.HandshakeAnswer> answer = engine.answerIn(failure);
        if (answer.isPresent()) {
            return refused(uri, answer.get(), failure);
        }
        String server = uri.getRawAuthority();
        UnknownHostException unknown = find(failure, UnknownHostException.class);
        if (unknown != null || find(failure, UnresolvedAddressException.class) != null) {
            return new WebSocketException(
                    "The host name " + uri.getHost() + " has no address; check its spelling and the name service",
                    WebErrorStatus.HOST_NAME_NOT_RESOLVED,
                    Phase.DNS,
                    unknown == null ? failure : unknown);
        }
        ConnectException refusedTcp = find(failure, ConnectException.class);
        if (refusedTcp != null) {
            return new WebSocketException(
                    "Nothing accepts connections at " + server + "; check the port and that the server runs",
                    WebErrorStatus.CANNOT_CONNECT,
                    Phase.TCP,
                    refusedTcp);
        }
        if (find(failure, TimeoutException.class) != null) {
            return late(server, failure, journal);
        }
        SSLException tls = find(failure, SSLException.class);
        if (tls != null) {
            return WebSocketException.causedBy("TLS with " + server + " failed: " + tls.getMessage(), Phase.TLS, tls);
        }
        return WebSocketException.causedBy(
                "The handshake with " + server + " failed: " + failure.getMessage(),
                journal.phase().orElse(Phase.UPGRADE),
                cause(failure));
    }

    private static WebSocketException late(String server, Exception failure, ConnectJournal journal) {
        IOException late = find(failure, IOException.class);
        return new WebSocketException(
                "The server at " + server + " did not answer within the connect timeout"
                        + (late == null ? "" : " (" + late.getMessage() + ")")
                        + "; check that it runs and can be reached, or set control().connectTimeout()",
                WebErrorStatus.TIMEOUT,
                journal.phase().orElse(Phase.UPGRADE),
                late == null ? failure : late);
    }

    private static WebSocketException badCertificate(URI uri, Exception failure, Set<CertificateError> errors) {
        CertificateException refusal = find(failure, CertificateException.class);
        return new WebSocketException(
                "The certificate of " + uri.getRawAuthority() + " is refused: " + new TreeSet<>(errors)
                        + (refusal == null ? "" : ", " + refusal.getMessage())
                        + "; mend it, trust its root with control().trustStore(), or declare exactly these errors ignorable",
                statusOf(errors),
                Phase.TLS,
                refusal == null ? failure : refusal);
    }

    /** The one that Windows reports of several. */
    static WebErrorStatus statusOf(Set<CertificateError> errors) {
        if (errors.contains(CertificateError.REVOKED)) {
            return WebErrorStatus.CERTIFICATE_REVOKED;
        }
        if (errors.contains(CertificateError.UNTRUSTED)
                || errors.contains(CertificateError.SELF_SIGNED)
                || errors.contains(CertificateError.INCOMPLETE_CHAIN)
                || errors.contains(CertificateError.INVALID)) {
            return WebErrorStatus.CERTIFICATE_IS_INVALID;
        }
        if (errors.contains(CertificateError.EXPIRED) || errors.contains(CertificateError.NOT_YET_VALID)) {
            return WebErrorStatus.CERTIFICATE_EXPIRED;
        }
        return errors.contains(CertificateError.NAME_MISMATCH)
                ? WebErrorStatus.CERTIFICATE_COMMON_NAME_IS_INCORRECT
                : WebErrorStatus.CERTIFICATE_IS_INVALID;
    }

    /** What the container wrapped, if it says no more than that. */
    private static Throwable cause(Exception failure) {
        IOException inner = find(failure, IOException.class);
        return inner == null ? failure : inner;
    }

    private static WebSocketException refused(URI uri, ClientEngine.HandshakeAnswer answer, Exception failure) {
        if (answer.httpStatus() == SWITCHING_PROTOCOLS) {
            return new WebSocketException(
                    "The server at " + uri.getRawAuthority() + " does not speak WebSocket correctly: "
                            + answer.detail(),
                    WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE,
                    Phase.UPGRADE,
                    failure);
        }
        return WebSocketException.ofHttpStatus(
                "The server answered " + uri + " with HTTP status " + answer.httpStatus()
                        + " instead of the upgrade to WebSocket; check the path and what the server asks for",
                answer.httpStatus(),
                Phase.UPGRADE,
                failure);
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        // A bound, since chains of causes may be circular.
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
