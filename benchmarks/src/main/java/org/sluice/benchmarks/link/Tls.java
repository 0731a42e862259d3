package org.sluice.benchmarks.link;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The key of a server.
 *
 * @param keyStore a PKCS12 file with it
 */
public record Tls(Path keyStore) {

    /** The password of the store and of what is in it. */
    public static final String PASSWORD = "changeit";

    /**
     * With the JDK's own provider, as every peer has it here.
     *
     * @throws GeneralSecurityException if there is no such key
     * @throws IOException if the file cannot be read
     */
    public SSLContext context() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
