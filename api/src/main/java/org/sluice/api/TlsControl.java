package org.sluice.api;

import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a client's TLS, beside those of {@link WebSocketControl}; set in the same way, and refused where those of {@link
 * ConnectControl} are.
 *
 * @param <C> the type that the setters return
 */
public interface TlsControl<C> {

    /**
     * Signs in with a certificate where the server asks for one.
     *
     * @param certificate for the server of the URI alone, not for those that it redirects to
     * @return this
     * @throws IllegalStateException after the connect, or if an {@link WebSocketControl#sslContext()} is set, which has keys of its own
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C clientCertificate(ClientCertificate certificate);

    /**
     * The certificate to sign in with.
     *
     * @return empty by default
     */
    Optional<ClientCertificate> clientCertificate();

    /**
     * Chooses the roots that are trusted, in place of the JDK's.
     *
     * @param roots has trusted certificates; read at once
     * @return this
     * @throws IllegalArgumentException if it has none, or cannot be read
     * @throws IllegalStateException after the connect, or if an {@link WebSocketControl#sslContext()} is set, which has its own
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C trustStore(KeyStore roots);

    /**
     * The roots that are trusted.
     *
     * @return empty, the default, for those of the JDK
     */
    Optional<KeyStore> trustStore();

    /**
     * Chooses the versions of TLS. Which names there are only the connect knows, since an {@link WebSocketControl#sslContext()} may have its
     * own: one that is unknown fails it in {@link Phase#TLS}, with this option and the names that are known in the message.
     *
     * @param protocols as {@link javax.net.ssl.SSLParameters#setProtocols} takes them, at least one
     * @return this
     * @throws IllegalArgumentException if empty
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C tlsProtocols(List<String> protocols);

    /**
     * The versions of TLS.
     *
     * @return an immutable list; empty, the default, for TLS 1.3 and 1.2
     */
    List<String> tlsProtocols();

    /**
     * Chooses the cipher suites. Which names there are only the connect knows, as for {@link #tlsProtocols(List)}.
     *
     * @param suites as {@link javax.net.ssl.SSLParameters#setCipherSuites} takes them, at least one, the preferred first
     * @return this
     * @throws IllegalArgumentException if empty
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C tlsCipherSuites(List<String> suites);

    /**
     * The cipher suites.
     *
     * @return an immutable list; empty, the default, for those of the JDK
     */
    List<String> tlsCipherSuites();

    /**
     * Accepts only servers with one of these public keys somewhere in their chain, in addition to all other checks.
     *
     * @param pins each {@code sha256/} and the SHA-256 hash of a subject public key info in Base64, as in RFC 7469, 2.4
     * @return this
     * @throws IllegalArgumentException if one is not of that form
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C publicKeyPins(Set<String> pins);

    /**
     * The public keys that are accepted.
     *
     * @return an immutable set; empty, the default, for all
     */
    Set<String> publicKeyPins();

    /**
     * Asks whether certificates were revoked, by OCSP or lists that they name (RFC 6960, RFC 5280). Certificates of which that cannot be
     * found out have the error {@link CertificateError#REVOCATION_UNKNOWN}.
     *
     * @param on false, the default, leaves it to the JDK's own settings
     * @return this
     * @throws IllegalStateException after the connect, or if an {@link WebSocketControl#sslContext()} is set, which decides by itself
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C checkRevocation(boolean on);

    /**
     * Whether revocation is asked for.
     *
     * @return false by default
     */
    boolean checkRevocation();
}
