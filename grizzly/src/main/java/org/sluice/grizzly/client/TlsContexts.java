package org.sluice.grizzly.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the contexts of a client's TLS. Connects without settings of their own share one, and so the sessions that it resumes. */
final class TlsContexts {

    private static @Nullable Entry shared;

    private TlsContexts() {}

    /**
     * A context.
     *
     * @param context for engines
     * @param trust what it trusts; null where that is somebody else's
     */
    record Entry(SSLContext context, @Nullable ServerTrust trust) {}

    /**
     * For a connect.
     *
     * @throws SSLException if the JVM or the settings have what is of no use
     */
    static Entry of(TlsSettings settings) throws SSLException {
        SSLContext given = settings.context();
        if (given != null) {
            return new Entry(given, null);
        }
        try {
            return settings.isPlain() ? shared() : make(settings);
        } catch (GeneralSecurityException | IOException e) {
            throw new SSLException(
                    "TLS cannot be set up: " + e.getMessage()
                            + "; check the trust store and the javax.net.ssl properties",
                    e);
        }
    }

    private static synchronized Entry shared() throws GeneralSecurityException, IOException {
        Entry entry = shared;
        if (entry == null) {
            entry = make(TlsSettings.DEFAULT);
            shared = entry;
        }
        return entry;
    }

    private static Entry make(TlsSettings settings) throws GeneralSecurityException, IOException {
        ServerTrust trust = new ServerTrust(settings.trust(), settings.revocation(), settings.ignorable());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(settings), new TrustManager[] {trust}, null);
        return new Entry(context, trust);
    }

    private static KeyManager @Nullable [] keys(TlsSettings settings) throws GeneralSecurityException, IOException {
        if (settings.anonymous()) {
            return new KeyManager[0];
        }
        return settings.keys() == null ? ofTheJvm() : settings.keys().keyManagers();
    }

    /** As the JDK's own context has them. */
    private static KeyManager @Nullable [] ofTheJvm() throws GeneralSecurityException, IOException {
        String file = System.getProperty("javax.net.ssl.keyStore", "");
        if (file.isEmpty() || file.equals("NONE")) {
            return null;
        }
        String type = System.getProperty("javax.net.ssl.keyStoreType", KeyStore.getDefaultType());
        char[] password =
                System.getProperty("javax.net.ssl.keyStorePassword", "").toCharArray();
        KeyStore store = KeyStore.getInstance(type);
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, password);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }
}
