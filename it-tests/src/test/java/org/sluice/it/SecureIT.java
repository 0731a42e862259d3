package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.it.TestRoot.Leaf;

/** {@code wss} with the JDK's own trust. */
class SecureIT {

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "P1 P20-P25: wss goes both ways, and needs nothing more from the user than a server that the JDK trusts")
    void trustedServer() throws Exception {
        TestRoot root = new TestRoot("Trusted Root");
        Path trust = folder.resolve("trust.p12");
        root.trustIn(trust);
        try (RawServer server = RawServer.on(root.listen(Leaf.GOOD), (connection, key) -> {
            RawServer.upgrade(connection, key);
            String heard = new MaskedFrames(connection).next().text();
            RawServer.send(connection, "\u0081" + (char) heard.length() + heard);
            // The probe ends when it has the message.
            RawServer.awaitEnd(connection);
        })) {
            assertThat(probe(
                            server,
                            "-Djavax.net.ssl.trustStore=" + trust,
                            "-Djavax.net.ssl.trustStorePassword=" + TestRoot.PASSWORD))
                    .isEqualTo("received as secure");
        }
    }

    @Test
    @DisplayName("P30: a server that the JDK does not trust fails the connect in the TLS phase")
    void untrustedServer() throws Exception {
        try (RawServer server = RawServer.on(TestRoot.listenSelfSigned(), (connection, key) -> {
            throw new IllegalStateException("a handshake came through: " + key);
        })) {
            assertThat(probe(server)).startsWith("failed TLS CERTIFICATE_");
        }
    }

    private String probe(RawServer server, String... options) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SecureProbe.class.getName()));
        command.add("wss://localhost:" + server.port() + "/");
        Process process =
                new ProcessBuilder(command).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            return Files.readString(output, StandardCharsets.UTF_8).trim();
        } finally {
            process.destroyForcibly();
        }
    }
}
