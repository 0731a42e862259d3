package org.sluice.grizzly.client;

import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CertificateError;
import org.sluice.api.ClientCertificate;
import org.sluice.api.ServerCertificateValidator;
import org.sluice.api.WebSocketControl;

/**
 * How a connect does TLS.
 *
 * @param context decides about keys and trust by itself; null where these settings do
 * @param trust roots; null for those of the JDK
 * @param keys of this end; null for those of the JVM's settings
 * @param anonymous whether to show none of them
 * @param ignorable errors of the server's certificate to pass over
 * @param revocation whether to ask for it
 * @param validator has the last word; null for none
 * @param protocols empty for TLS 1.3 and 1.2
 * @param suites empty for those of the JDK
 * @param pins public keys, one of which must be in the chain; empty for any
 */
record TlsSettings(
        @Nullable SSLContext context,
        @Nullable KeyStore trust,
        @Nullable ClientCertificate keys,
        boolean anonymous,
        Set<CertificateError> ignorable,
        boolean revocation,
        @Nullable ServerCertificateValidator validator,
        List<String> protocols,
        List<String> suites,
        Set<String> pins) {

    static final TlsSettings DEFAULT =
            new TlsSettings(null, null, null, false, Set.of(), false, null, List.of(), List.of(), Set.of());

    static TlsSettings of(WebSocketControl<?> options) {
        return new TlsSettings(
                options.sslContext().orElse(null),
                options.trustStore().orElse(null),
                options.clientCertificate().orElse(null),
                false,
                options.ignorableServerCertificateErrors(),
                options.checkRevocation(),
                options.serverCertificateValidator().orElse(null),
                options.tlsProtocols(),
                options.tlsCipherSuites(),
                options.publicKeyPins());
    }

    /** The same with a context of somebody else's. */
    TlsSettings with(SSLContext other) {
        return new TlsSettings(
                other, trust, keys, anonymous, ignorable, revocation, validator, protocols, suites, pins);
    }

    /** The same for a server that is not meant to see who this end is. */
    TlsSettings withoutKeys() {
        return new TlsSettings(context, trust, null, true, ignorable, revocation, validator, protocols, suites, pins);
    }

    /** Whether a context can be shared with others. */
    boolean isPlain() {
        return trust == null && keys == null && !anonymous && ignorable.isEmpty() && !revocation;
    }
}
