package org.sluice.grizzly.client;

import java.io.Serial;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sluice.api.CertificateError;

/** A server is refused for its certificates. */
final class CertificateRefusedException extends CertificateException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<X509Certificate> chain;
    private final EnumSet<CertificateError> errors;

    CertificateRefusedException(
            String message, List<X509Certificate> chain, Set<CertificateError> errors, Throwable cause) {
        super(message, cause);
        this.chain = chain;
        this.errors = EnumSet.copyOf(errors);
    }

    List<X509Certificate> chain() {
        return chain;
    }

    Set<CertificateError> errors() {
        return errors;
    }
}
