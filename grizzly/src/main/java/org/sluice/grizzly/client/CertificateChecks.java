package org.sluice.grizzly.client;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CertificateError;

/**
 * Finds everything that is wrong with a chain which the default validation refused, where that stops at the first. Names of hosts are
 * left to {@link ServerTrust}. What it does not understand is {@link CertificateError#INVALID}, never nothing. Pure.
 */
final class CertificateChecks {

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;

    private final Set<X509Certificate> roots;
    private final Instant now;

    /** With the roots that are trusted. */
    CertificateChecks(Set<X509Certificate> roots, Instant now) {
        this.roots = roots;
        this.now = now;
    }

    /**
     * Looks for all errors but that of the name.
     *
     * @param sent the server's own first
     * @param verdict of the default validation
     * @return may be empty
     */
    Set<CertificateError> errors(List<X509Certificate> sent, Throwable verdict) {
        CertificatePath path = CertificatePath.of(sent);
        Set<CertificateError> errors = EnumSet.noneOf(CertificateError.class);
        for (X509Certificate each : path.certificates()) {
            if (now.isAfter(each.getNotAfter().toInstant())) {
                errors.add(CertificateError.EXPIRED);
            }
            if (now.isBefore(each.getNotBefore().toInstant())) {
                errors.add(CertificateError.NOT_YET_VALID);
            }
        }
        if (!isForServers(sent.get(0))) {
            errors.add(CertificateError.WRONG_USAGE);
        }
        if (isRevoked(verdict)) {
            errors.add(CertificateError.REVOKED);
        } else if (isUndetermined(verdict)) {
            errors.add(CertificateError.REVOCATION_UNKNOWN);
        }
        errors.addAll(trust(path));
        return errors;
    }

    private static boolean isForServers(X509Certificate certificate) {
        try {
            List<String> extended = certificate.getExtendedKeyUsage();
            boolean named = extended == null || extended.contains(SERVER_AUTH) || extended.contains(ANY_USAGE);
            boolean[] usage = certificate.getKeyUsage();
            return named
                    && (usage == null || usage[DIGITAL_SIGNATURE] || usage[KEY_ENCIPHERMENT] || usage[KEY_AGREEMENT]);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** Whether that was why the validation failed. */
    static boolean isRevoked(Throwable verdict) {
        Throwable cause = verdict;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (cause instanceof CertificateRevokedException
                    || (cause instanceof CertPathValidatorException path && path.getReason() == BasicReason.REVOKED)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUndetermined(Throwable verdict) {
        Throwable cause = verdict;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException path
                    && path.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
                return true;
            }
        }
        return false;
    }

    /** Whether it leads to a trusted root, apart from times and revocation. */
    private Set<CertificateError> trust(CertificatePath path) {
        if (path.isForged()) {
            return Set.of(CertificateError.INVALID);
        }
        if (roots.contains(path.certificates().get(0)) || validates(path.certificates(), anchors(roots))) {
            return Set.of();
        }
        boolean named = roots.stream().anyMatch(root -> root.getSubjectX500Principal()
                .equals(path.top().getIssuerX500Principal()));
        if (named && !path.endsWithRoot()) {
            // The root is trusted, so it is something between that does not hold.
            return Set.of(CertificateError.INVALID);
        }
        if (path.certificates().size() == 1 && path.endsWithRoot()) {
            return Set.of(CertificateError.SELF_SIGNED);
        }
        Set<CertificateError> errors =
                EnumSet.of(path.endsWithRoot() ? CertificateError.UNTRUSTED : CertificateError.INCOMPLETE_CHAIN);
        if (path.certificates().size() > 1 && !validates(path.certificates(), anchors(Set.of(path.top())))) {
            errors.add(CertificateError.INVALID);
        }
        return errors;
    }

    private boolean validates(List<X509Certificate> path, Set<TrustAnchor> anchors) {
        List<X509Certificate> below = new ArrayList<>();
        for (X509Certificate each : path) {
            if (anchors.stream().anyMatch(anchor -> each.equals(anchor.getTrustedCert()))) {
                break;
            }
            below.add(each);
        }
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(whenAllAreValid(below)));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** So that times do not hide what else is wrong. */
    private Instant whenAllAreValid(List<X509Certificate> path) {
        Instant from = null;
        Instant to = null;
        for (X509Certificate each : path) {
            from = later(from, each.getNotBefore().toInstant());
            to = earlier(to, each.getNotAfter().toInstant());
        }
        if (from == null || to == null || from.isAfter(to)) {
            return now;
        }
        return now.isBefore(from) ? from : now.isAfter(to) ? to : now;
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    private static Set<TrustAnchor> anchors(Set<X509Certificate> certificates) {
        Set<TrustAnchor> anchors = new HashSet<>();
        certificates.forEach(each -> anchors.add(new TrustAnchor(each, null)));
        return anchors;
    }
}
