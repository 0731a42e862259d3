package org.sluice.core.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import org.sluice.api.ClientCertificate;

/** Keys and roots for tests that look at options only. */
final class Keys {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private Keys() {}

    /** One of the JDK's roots. */
    static KeyStore roots() {
        try (InputStream in =
                Files.newInputStream(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"))) {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(in, PASSWORD);
            String first = Collections.list(all.aliases()).get(0);
            KeyStore one = empty();
            one.setCertificateEntry(first, all.getCertificate(first));
            return one;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key with somebody's certificate, which no handshake sees. */
    static ClientCertificate certificate() {
        try {
            KeyStore roots = roots();
            var keys = java.security.KeyPairGenerator.getInstance("RSA").generateKeyPair();
            KeyStore store = empty();
            store.setKeyEntry("key", keys.getPrivate(), PASSWORD, new java.security.cert.Certificate[] {
                roots.getCertificate(Collections.list(roots.aliases()).get(0))
            });
            return ClientCertificate.of(store, PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
