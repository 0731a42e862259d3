package org.sluice.samples.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.api.ClientCertificate;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.WebSocketException;
import org.sluice.server.launcher.EmbeddedServer;

/** The sample's fourth scenario, with certificates as its user makes them. */
@Timeout(120)
class CertificateScenarioTest {

    private static final char[] PASSWORD = KeyStores.PASSWORD.toCharArray();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private KeyStore server;
    private KeyStore client;
    private KeyStore trustsServer;
    private KeyStore trustsClient;

    @BeforeEach
    void makeCertificates() throws Exception {
        server = KeyStores.certificate(folder.resolve("server.p12"), "server");
        client = KeyStores.certificate(folder.resolve("client.p12"), "Ada");
        trustsServer = KeyStores.trusting(folder.resolve("trusts-server.p12"), server);
        trustsClient = KeyStores.trusting(folder.resolve("trusts-client.p12"), client);
    }

    @Test
    @DisplayName("P1 P20-P25 P54-P59: a client signs in with its certificate, and the server knows its name")
    void whoSignsInIsGreeted() throws Exception {
        try (EmbeddedServer running = CertificateServer.start(0, server, PASSWORD, trustsClient)) {
            assertThat(running.uri()).hasScheme("wss");
            assertThat(ClientCertificates.greeting(
                            running.uri().resolve("greet"), ClientCertificate.of(client, PASSWORD), trustsServer))
                    .isEqualTo("Hello, CN=Ada");
        }
    }

    @Test
    @DisplayName("P30: without a certificate, or with one that the server does not know, the connect fails")
    void nobodyElseIsLetIn() throws Exception {
        KeyStore stranger = KeyStores.certificate(folder.resolve("stranger.p12"), "Eve");
        try (EmbeddedServer running = CertificateServer.start(0, server, PASSWORD, trustsClient);
                MessageWebSocket without = MessageWebSocket.create();
                MessageWebSocket unknown = MessageWebSocket.create()) {
            URI greet = running.uri().resolve("greet");
            without.control().trustStore(trustsServer);
            unknown.control().trustStore(trustsServer).clientCertificate(ClientCertificate.of(stranger, PASSWORD));
            for (MessageWebSocket each : new MessageWebSocket[] {without, unknown}) {
                WebSocketException failure = catchThrowableOfType(WebSocketException.class, () -> each.connect(greet));
                assertThat(TextMessages.explain(failure)).isNotEmpty();
                assertThat(each.isOpen()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("P30: the program says why where the server is not trusted")
    void theProgramExplains() throws Exception {
        try (EmbeddedServer running = CertificateServer.start(0, server, PASSWORD, trustsClient)) {
            assertThat(output(running.uri().resolve("greet"), "trusts-server.p12"))
                    .isEqualTo("Hello, CN=Ada");
            assertThat(output(running.uri().resolve("greet"), "trusts-client.p12"))
                    .startsWith("error: The certificate of");
        }
    }

    private String output(URI url, String roots) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ClientCertificates.main(new String[] {
                url.toString(),
                folder.resolve("client.p12").toString(),
                folder.resolve(roots).toString(),
                KeyStores.PASSWORD
            });
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).trim();
    }

    @Test
    @DisplayName("P10 P54-P59: both programs, started as the guide says, find each other")
    void theProgramsRun() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CertificateServer.class.getName(),
                        "0",
                        folder.resolve("server.p12").toString(),
                        folder.resolve("trusts-client.p12").toString(),
                        KeyStores.PASSWORD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String listening = lines.readLine();
            assertThat(listening).matches("listening on wss://\\S+; Enter stops");
            URI uri = URI.create(listening.replaceAll("listening on (\\S+);.*", "$1"));
            assertThat(output(uri.resolve("greet"), "trusts-server.p12")).isEqualTo("Hello, CN=Ada");
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
