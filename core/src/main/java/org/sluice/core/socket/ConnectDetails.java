package org.sluice.core.socket;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluice.api.CertificateError;
import org.sluice.api.CertificateErrorSeverity;
import org.sluice.api.Phase;

/**
 * What is known of a client's connect beyond the handshake.
 *
 * @param timings how long each phase took
 * @param certificates the server's chain; empty without TLS
 * @param ignoredErrors what was wrong with it and passed over
 * @param fatalErrors what was wrong with it and failed the connect
 */
public record ConnectDetails(
        Map<Phase, Duration> timings,
        List<X509Certificate> certificates,
        Set<CertificateError> ignoredErrors,
        Set<CertificateError> fatalErrors) {

    /** Copies what may change. */
    public ConnectDetails {
        Map<Phase, Duration> ordered = new EnumMap<>(Phase.class);
        ordered.putAll(timings);
        timings = Collections.unmodifiableMap(ordered);
        certificates = List.copyOf(certificates);
        ignoredErrors = Set.copyOf(ignoredErrors);
        fatalErrors = Set.copyOf(fatalErrors);
    }

    /** All that was wrong with the certificate. */
    Set<CertificateError> errors() {
        Set<CertificateError> all = EnumSet.noneOf(CertificateError.class);
        all.addAll(ignoredErrors);
        all.addAll(fatalErrors);
        return Collections.unmodifiableSet(all);
    }

    CertificateErrorSeverity severity() {
        if (!fatalErrors.isEmpty()) {
            return CertificateErrorSeverity.FATAL;
        }
        return ignoredErrors.isEmpty() ? CertificateErrorSeverity.NONE : CertificateErrorSeverity.IGNORABLE;
    }
}
