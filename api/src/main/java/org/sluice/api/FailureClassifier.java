package org.sluice.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CertificateRevokedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Reads a {@link WebErrorStatus} out of a chain of causes; knows the JDK's exceptions and {@link WebSocketException} only.
 *
 * <p>The chain is read four times, each time from the outside in: for our own exceptions, for what names one reason, for
 * what only tells where it happened, and for TLS, which wraps all of these. So a reset connection below a failed TLS
 * handshake is a reset.
 */
final class FailureClassifier {

    /** A chain may lead back into itself; no honest one is this long. */
    private static final int LONGEST_CHAIN = 64;

    private FailureClassifier() {}

    static WebErrorStatus classify(Throwable failure) {
        List<Throwable> chain = chainOf(failure);
        return first(chain, FailureClassifier::own)
                .or(() -> first(chain, FailureClassifier::reason))
                .or(() -> first(chain, FailureClassifier::place))
                .or(() -> first(chain, FailureClassifier::tls))
                .orElse(WebErrorStatus.UNKNOWN);
    }

    private static List<Throwable> chainOf(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = failure; next != null && chain.size() < LONGEST_CHAIN; next = next.getCause()) {
            chain.add(next);
        }
        return chain;
    }

    private static Optional<WebErrorStatus> first(List<Throwable> chain, Function<Throwable, WebErrorStatus> rule) {
        return chain.stream()
                .map(rule)
                .filter(status -> status != WebErrorStatus.UNKNOWN)
                .findFirst();
    }

    private static WebErrorStatus own(Throwable failure) {
        return failure instanceof WebSocketException ours ? ours.status() : WebErrorStatus.UNKNOWN;
    }

    private static WebErrorStatus reason(Throwable failure) {
        if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            return WebErrorStatus.HOST_NAME_NOT_RESOLVED;
        }
        if (failure instanceof NoRouteToHostException || failure instanceof PortUnreachableException) {
            return WebErrorStatus.SERVER_UNREACHABLE;
        }
        // Before InterruptedIOException, of which the first is a subclass.
        if (failure instanceof SocketTimeoutException
                || failure instanceof TimeoutException
                || failure instanceof InterruptedByTimeoutException) {
            return WebErrorStatus.TIMEOUT;
        }
        if (failure instanceof CancellationException
                || failure instanceof InterruptedException
                || failure instanceof InterruptedIOException
                || failure instanceof ClosedByInterruptException) {
            return WebErrorStatus.OPERATION_CANCELED;
        }
        if (failure instanceof IOException) {
            return byText(failure);
        }
        return certificateReason(failure);
    }

    /** The JDK has one type for many errors of the operating system and tells them apart by text alone. */
    private static WebErrorStatus byText(Throwable failure) {
        String text = lowerCase(failure);
        if (text.contains("connection reset")) {
            return WebErrorStatus.CONNECTION_RESET;
        }
        if (text.contains("broken pipe") || text.contains("connection abort")) {
            return WebErrorStatus.CONNECTION_ABORTED;
        }
        if (text.contains("is unreachable")) {
            return WebErrorStatus.SERVER_UNREACHABLE;
        }
        if (text.contains("connection timed out")) {
            return WebErrorStatus.TIMEOUT;
        }
        if (text.contains("socket closed") || text.contains("socket is closed")) {
            return WebErrorStatus.DISCONNECTED;
        }
        return WebErrorStatus.UNKNOWN;
    }

    private static WebErrorStatus certificateReason(Throwable failure) {
        if (failure instanceof CertificateExpiredException || failure instanceof CertificateNotYetValidException) {
            return WebErrorStatus.CERTIFICATE_EXPIRED;
        }
        if (failure instanceof CertificateRevokedException) {
            return WebErrorStatus.CERTIFICATE_REVOKED;
        }
        if (failure instanceof CertPathValidatorException path) {
            return pathReason(path);
        }
        if (failure instanceof CertificateParsingException || failure instanceof CertificateEncodingException) {
            return WebErrorStatus.CERTIFICATE_CONTAINS_ERRORS;
        }
        if (failure instanceof CertificateException) {
            return byTextOfCertificate(failure);
        }
        return WebErrorStatus.UNKNOWN;
    }

    private static WebErrorStatus pathReason(CertPathValidatorException path) {
        if (path.getReason() == BasicReason.EXPIRED || path.getReason() == BasicReason.NOT_YET_VALID) {
            return WebErrorStatus.CERTIFICATE_EXPIRED;
        }
        if (path.getReason() == BasicReason.REVOKED) {
            return WebErrorStatus.CERTIFICATE_REVOKED;
        }
        return WebErrorStatus.UNKNOWN;
    }

    /**
     * The JDK's host name check has no exception type of its own; these are the beginnings of its two texts. Nor has, where it is not the
     * parser that finds it, a certificate that cannot be read.
     */
    private static WebErrorStatus byTextOfCertificate(Throwable failure) {
        String text = lowerCase(failure);
        if (text.startsWith("could not parse certificate") || text.startsWith("unable to initialize")) {
            return WebErrorStatus.CERTIFICATE_CONTAINS_ERRORS;
        }
        return text.startsWith("no name matching") || text.startsWith("no subject alternative")
                ? WebErrorStatus.CERTIFICATE_COMMON_NAME_IS_INCORRECT
                : WebErrorStatus.UNKNOWN;
    }

    private static WebErrorStatus place(Throwable failure) {
        if (failure instanceof ConnectException) {
            return WebErrorStatus.CANNOT_CONNECT;
        }
        if (failure instanceof CertificateException
                || failure instanceof CertPathValidatorException
                || failure instanceof CertPathBuilderException
                || failure instanceof SSLPeerUnverifiedException) {
            return WebErrorStatus.CERTIFICATE_IS_INVALID;
        }
        if (failure instanceof EOFException) {
            return WebErrorStatus.CONNECTION_ABORTED;
        }
        if (failure instanceof ClosedChannelException) {
            return WebErrorStatus.DISCONNECTED;
        }
        if (failure instanceof ProtocolException) {
            return WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE;
        }
        return WebErrorStatus.UNKNOWN;
    }

    private static WebErrorStatus tls(Throwable failure) {
        if (failure instanceof SSLHandshakeException) {
            return WebErrorStatus.CANNOT_CONNECT;
        }
        return failure instanceof SSLException ? WebErrorStatus.CONNECTION_ABORTED : WebErrorStatus.UNKNOWN;
    }

    private static String lowerCase(Throwable failure) {
        String text = failure.getMessage();
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
