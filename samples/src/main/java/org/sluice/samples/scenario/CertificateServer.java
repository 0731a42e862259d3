package org.sluice.samples.scenario;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sluice.server.launcher.EmbeddedServer;

/**
 * A server that lets in whom it knows by a certificate; for {@link ClientCertificates}. Arguments: the port, key store with its own
 * certificate, key store with the roots of its clients, password of both. Ends with its input.
 */
public final class CertificateServer {

    private CertificateServer() {}

    /**
     * Runs the sample.
     *
     * @param args the port, key store, key store of roots, password
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        char[] password = args[3].toCharArray();
        KeyStore own = KeyStore.getInstance(Path.of(args[1]).toFile(), password);
        KeyStore clients = KeyStore.getInstance(Path.of(args[2]).toFile(), password);
        try (EmbeddedServer server = start(Integer.parseInt(args[0]), own, password, clients)) {
            System.out.println("listening on " + server.uri() + "; Enter stops");
            int unused = System.in.read();
        }
    }

    // begin server
    static EmbeddedServer start(int port, KeyStore own, char[] password, KeyStore clients)
            throws GeneralSecurityException, IOException, DeploymentException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, password);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(clients);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return EmbeddedServer.builder()
                .port(port)
                .tls(context)
                .clientCertificates(true)
                .endpoints(List.of(GreetEndpoint.class))
                .start();
    }
    // end server
}
