package org.sluice.grizzly.client;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificates of a chain that lead from the server's own towards a root, in that order, whatever else was sent. Pure. */
final class CertificatePath {

    private final List<X509Certificate> certificates = new ArrayList<>();
    private boolean forged;

    private CertificatePath() {}

    /**
     * Follows the issuers.
     *
     * @param sent the server's own first
     */
    static CertificatePath of(List<X509Certificate> sent) {
        CertificatePath path = new CertificatePath();
        X509Certificate next = sent.get(0);
        while (next != null) {
            path.certificates.add(next);
            next = path.issuerOf(next, sent);
        }
        return path;
    }

    private @Nullable X509Certificate issuerOf(X509Certificate certificate, List<X509Certificate> sent) {
        if (isSelfIssued(certificate)) {
            forged |= !isSignedBy(certificate, certificate.getPublicKey());
            return null;
        }
        boolean named = false;
        for (X509Certificate each : sent) {
            if (each.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                    && !certificates.contains(each)) {
                if (isSignedBy(certificate, each.getPublicKey())) {
                    return each;
                }
                named = true;
            }
        }
        forged |= named;
        return null;
    }

    static boolean isSignedBy(X509Certificate certificate, PublicKey key) {
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** The server's own first. */
    List<X509Certificate> certificates() {
        return certificates;
    }

    /** The last one. */
    X509Certificate top() {
        return certificates.get(certificates.size() - 1);
    }

    /** Whether a signature in it is wrong. */
    boolean isForged() {
        return forged;
    }

    /** Whether it ends with a root. */
    boolean endsWithRoot() {
        return isSelfIssued(top());
    }
}
