package org.sluice.grizzly.client;

import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CertificateError;
import org.sluice.api.ServerCertificateValidator;
import org.sluice.core.spi.ConnectJournal;

/**
 * The TLS of one connection: its engine, by default with versions 1.3 and 1.2, the server named, and its certificate checked against that
 * name; and, after the handshake, what the application adds to the checks. The handshake itself is left to the line.
 */
final class ClientTls {

    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    private final TlsSettings settings;
    private final SSLEngine engine;
    private final @Nullable ServerTrust trust;

    private ClientTls(TlsSettings settings, SSLEngine engine, @Nullable ServerTrust trust) {
        this.settings = settings;
        this.engine = engine;
        this.trust = trust;
    }

    /**
     * For one connection.
     *
     * @param host as in the URI, an address of IPv6 in brackets
     * @throws SSLException if the settings are of no use
     */
    static ClientTls of(TlsSettings settings, String host, int port) throws SSLException {
        TlsContexts.Entry entry = TlsContexts.of(settings);
        SSLEngine engine = entry.context().createSSLEngine(withoutBrackets(host), port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(versions(settings, engine));
        if (!settings.suites().isEmpty()) {
            parameters.setCipherSuites(known("tlsCipherSuites", settings.suites(), engine.getSupportedCipherSuites()));
        }
        // Without it any valid certificate would do for any server (RFC 9110, 4.3.4).
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(serverNames(host)
                .map(SNIHostName::new)
                .<SNIServerName>map(name -> name)
                .toList());
        engine.setSSLParameters(parameters);
        return new ClientTls(settings, engine, entry.trust());
    }

    SSLEngine engine() {
        return engine;
    }

    /**
     * What comes after the handshake: certificates are written down, pins compared, the application's validator asked, which may block.
     *
     * @throws SSLException if the server is refused
     */
    void check(ConnectJournal journal) throws SSLException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate each : engine.getSession().getPeerCertificates()) {
            chain.add((X509Certificate) each);
        }
        Set<CertificateError> ignored = trust == null ? Set.of() : trust.ignored();
        journal.certificates(chain, ignored);
        try {
            if (!settings.pins().isEmpty() && !PublicKeyPins.match(settings.pins(), pathOf(chain))) {
                throw new CertificateException("none of the public keys in its chain is one of publicKeyPins");
            }
            ServerCertificateValidator validator = settings.validator();
            if (validator != null) {
                validator.validate(List.copyOf(chain), ignored);
            }
        } catch (CertificateException e) {
            throw refused("The server's certificate was rejected: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw refused("The validator of the server's certificate failed: " + e, e);
        }
    }

    private static SSLException refused(String why, Exception cause) {
        SSLPeerUnverifiedException refused = new SSLPeerUnverifiedException(why);
        refused.initCause(cause);
        return refused;
    }

    private List<X509Certificate> pathOf(List<X509Certificate> chain) {
        CertificatePath path = CertificatePath.of(chain);
        List<X509Certificate> all = new ArrayList<>(path.certificates());
        if (trust != null) {
            // The root, which servers need not send.
            Stream.of(trust.getAcceptedIssuers())
                    .filter(root ->
                            root.getSubjectX500Principal().equals(path.top().getIssuerX500Principal())
                                    && CertificatePath.isSignedBy(path.top(), root.getPublicKey()))
                    .forEach(all::add);
        }
        return all;
    }

    private static String[] versions(TlsSettings settings, SSLEngine engine) throws SSLException {
        if (!settings.protocols().isEmpty()) {
            return known("tlsProtocols", settings.protocols(), engine.getSupportedProtocols());
        }
        List<String> supported = List.of(engine.getSupportedProtocols());
        List<String> enabled = List.of(engine.getEnabledProtocols());
        String[] versions = VERSIONS.stream()
                .filter(supported::contains)
                .filter(enabled::contains)
                .toArray(String[]::new);
        if (versions.length == 0) {
            throw new SSLException("The SSL context allows neither TLS 1.3 nor 1.2, but " + enabled);
        }
        return versions;
    }

    /** Looked at here, since only the context knows: one of the application's own may have other names than the JDK's. */
    private static String[] known(String option, List<String> asked, String[] supported) throws SSLException {
        for (String each : asked) {
            if (!List.of(supported).contains(each)) {
                throw new SSLException(option + " has \"" + each
                        + "\", which the TLS of this connect does not know; it has " + List.of(supported));
            }
        }
        return asked.toArray(String[]::new);
    }

    /** A name without the dot of the root; none for an address (RFC 6066, 3). */
    private static Stream<String> serverNames(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        boolean address = host.startsWith("[") || IPV4.matcher(name).matches();
        return address || name.isEmpty() ? Stream.empty() : Stream.of(name);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
