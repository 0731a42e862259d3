package org.sluice.samples.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

/** Certificates made by the JDK's keytool, as docs/porting-from-uwp.md says, and stores of those who trust them. */
final class KeyStores {

    static final String PASSWORD = "changeit";

    private KeyStores() {}

    /** A new certificate that signs itself, for a server on loopback too. */
    static KeyStore certificate(Path file, String name) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling(file.getFileName() + ".log").toFile())
                .start();
        try {
            assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).as("keytool ends").isTrue();
            assertThat(keytool.exitValue())
                    .as(Files.readString(file.resolveSibling(file.getFileName() + ".log")))
                    .isZero();
        } finally {
            keytool.destroyForcibly();
        }
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    /** What somebody has who trusts a certificate, and nobody else. */
    static KeyStore trusting(Path file, KeyStore certificate) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("root", certificate.getCertificate("own"));
        try (OutputStream out = Files.newOutputStream(file)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return trust;
    }
}
