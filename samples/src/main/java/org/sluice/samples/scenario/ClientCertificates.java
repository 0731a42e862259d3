package org.sluice.samples.scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sluice.api.ClientCertificate;
import org.sluice.api.MessageWebSocket;

/**
 * A client certificate: signs in to a server that asks for one, such as {@link CertificateServer}, and shows how that greets. Arguments:
 * URL, key store with the certificate, key store with the roots that are trusted, password of both.
 */
public final class ClientCertificates {

    private ClientCertificates() {}

    /**
     * Runs the sample.
     *
     * @param args URL, key store, key store of roots, password
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        char[] password = args[3].toCharArray();
        KeyStore own = KeyStore.getInstance(Path.of(args[1]).toFile(), password);
        KeyStore roots = KeyStore.getInstance(Path.of(args[2]).toFile(), password);
        try {
            System.out.println(greeting(URI.create(args[0]), ClientCertificate.of(own, password), roots));
        } catch (IOException e) {
            System.out.println(TextMessages.explain(e));
        }
    }

    // begin certificate
    static String greeting(URI server, ClientCertificate own, KeyStore roots) throws Exception {
        CompletableFuture<String> greeting = new CompletableFuture<>();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().clientCertificate(own).trustStore(roots);
            socket.onReceived((from, message) -> greeting.complete(message.text()));
            socket.onClosed((from, event) -> greeting.completeExceptionally(new IOException("closed: " + event)));
            socket.connect(server);
            return greeting.get(30, TimeUnit.SECONDS);
        }
    }
    // end certificate
}
