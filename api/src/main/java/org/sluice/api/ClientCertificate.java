package org.sluice.api;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Certificates with their private keys, of which a client offers the one that the server asks for. Immutable. */
public final class ClientCertificate {

    private final KeyManager[] keys;

    private ClientCertificate(KeyManager[] keys) {
        this.keys = keys;
    }

    /**
     * Takes them from a store.
     *
     * @param store has at least one private key with its chain; read at once
     * @param password of the keys; not kept
     * @return the certificates
     * @throws IllegalArgumentException if the store has no key, or the password does not open it
     */
    public static ClientCertificate of(KeyStore store, char[] password) {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(password, "password");
        try {
            if (!hasKey(store)) {
                throw new IllegalArgumentException("store has no private key with a certificate chain");
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return new ClientCertificate(factory.getKeyManagers());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("store cannot be read with this password: " + e.getMessage(), e);
        }
    }

    private static boolean hasKey(KeyStore store) throws GeneralSecurityException {
        for (var aliases = store.aliases(); aliases.hasMoreElements(); ) {
            if (store.isKeyEntry(aliases.nextElement())) {
                return true;
            }
        }
        return false;
    }

    /**
     * What an {@link javax.net.ssl.SSLContext} takes.
     *
     * @return a new array
     */
    public KeyManager[] keyManagers() {
        return keys.clone();
    }
}
