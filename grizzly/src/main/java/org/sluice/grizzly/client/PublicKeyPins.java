package org.sluice.grizzly.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Compares public keys with pins (RFC 7469, 2.4 and 2.6). Pure. */
final class PublicKeyPins {

    private PublicKeyPins() {}

    /**
     * Whether one of the keys is pinned.
     *
     * @param pins as the API has them; not empty
     * @param path certificates that sign one another; others that a server sends along prove nothing
     */
    static boolean match(Set<String> pins, List<X509Certificate> path) {
        return path.stream().map(PublicKeyPins::pinOf).anyMatch(pins::contains);
    }

    /** The pin of a certificate's key. */
    static String pinOf(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return "sha256/" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
