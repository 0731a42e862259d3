package org.sluice.api;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** Sees a server's certificates after the default validation and can still reject them. */
@FunctionalInterface
public interface ServerCertificateValidator {

    /**
     * Validates a chain. Runs on a thread of the connect pipeline, within the connect timeout.
     *
     * @param chain the server's chain, its own certificate first
     * @param ignored the errors that the default validation found and that were declared ignorable
     * @throws CertificateException to reject the server; its text goes into the error of the connect
     */
    void validate(List<X509Certificate> chain, Set<CertificateError> ignored) throws CertificateException;
}
