package org.sluice.grizzly.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CertificateError;

/**
 * The JDK's validation of servers, host names included, which passes over exactly the errors that were declared ignorable, and names
 * all others. Safe for all threads; what was passed over is that of its last server.
 */
final class ServerTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager jdk;
    /** The same, without asking for revocation. */
    private final X509ExtendedTrustManager plain;

    private final boolean revocation;
    private final Set<CertificateError> ignorable;
    private volatile Set<CertificateError> ignored = Set.of();

    /**
     * Makes one.
     *
     * @param roots null for those of the JDK
     * @param revocation whether to ask for it, whatever the JVM's settings say
     * @throws GeneralSecurityException if the roots are of no use
     */
    ServerTrust(@Nullable KeyStore roots, boolean revocation, Set<CertificateError> ignorable)
            throws GeneralSecurityException {
        this.plain = managerOf(roots);
        this.jdk = revocation ? asking(plain) : plain;
        this.revocation = revocation;
        this.ignorable = ignorable;
    }

    private static X509ExtendedTrustManager managerOf(@Nullable KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        return extended(factory);
    }

    private static X509ExtendedTrustManager asking(X509ExtendedTrustManager manager) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate each : manager.getAcceptedIssuers()) {
            anchors.add(new TrustAnchor(each, null));
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.addCertPathChecker(
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return extended(factory);
    }

    private static X509ExtendedTrustManager extended(TrustManagerFactory factory) throws GeneralSecurityException {
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("The JDK has no trust manager that checks names of hosts");
    }

    /** What was wrong with the server's chain and passed over. */
    Set<CertificateError> ignored() {
        return ignored;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException verdict) {
            Set<CertificateError> errors = errors(chain, authType, engine, verdict);
            Set<CertificateError> fatal = EnumSet.copyOf(errors);
            fatal.removeAll(ignorable);
            if (!fatal.isEmpty()) {
                throw new CertificateRefusedException(
                        new TreeSet<>(fatal) + " (" + verdict.getMessage() + ")", List.of(chain), fatal, verdict);
            }
            ignored = errors;
        }
    }

    private Set<CertificateError> errors(
            X509Certificate[] chain, String authType, SSLEngine engine, CertificateException verdict) {
        if (revocation && passes(plain, chain, authType, engine)) {
            return EnumSet.of(
                    CertificateChecks.isRevoked(verdict)
                            ? CertificateError.REVOKED
                            : CertificateError.REVOCATION_UNKNOWN);
        }
        Set<X509Certificate> roots = new HashSet<>(Arrays.asList(jdk.getAcceptedIssuers()));
        Set<CertificateError> errors = new CertificateChecks(roots, Instant.now()).errors(List.of(chain), verdict);
        if (!namesHost(chain[0], authType, engine)) {
            errors.add(CertificateError.NAME_MISMATCH);
        }
        if (errors.isEmpty()) {
            errors.add(CertificateError.INVALID);
        }
        if (revocation && !errors.contains(CertificateError.REVOKED)) {
            // The verdict may have been another before it came to that.
            errors.add(CertificateError.REVOCATION_UNKNOWN);
        }
        return errors;
    }

    /** Asks the JDK's own rules: where the certificate itself is trusted, the name is all that is left to check. */
    private static boolean namesHost(X509Certificate certificate, String authType, SSLEngine engine) {
        try {
            KeyStore alone = KeyStore.getInstance("PKCS12");
            alone.load(null, null);
            alone.setCertificateEntry("server", certificate);
            return passes(managerOf(alone), new X509Certificate[] {certificate}, authType, engine);
        } catch (GeneralSecurityException | IOException e) {
            // Whatever it was: not known to be named.
            return false;
        }
    }

    private static boolean passes(
            X509ExtendedTrustManager manager, X509Certificate[] chain, String authType, SSLEngine engine) {
        try {
            manager.checkServerTrusted(chain, authType, engine);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw onlyEngines();
    }

    private static CertificateException onlyEngines() {
        return new CertificateException("This validates servers, for a client with an SSLEngine");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}
