package org.sluice.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sluice.benchmarks.link.Tls;

/** A certificate for 127.0.0.1 that signs itself, made by the JDK's keytool for one run; the file is key store and trust store. */
public final class Certificate implements AutoCloseable {

    private static final long SECONDS = 60;

    private final Path folder;

    private Certificate(Path folder) {
        this.folder = folder;
    }

    /** Makes one. */
    public static Certificate make() throws IOException, InterruptedException {
        Certificate certificate = new Certificate(Files.createTempDirectory("sluice-benchmark"));
        // For Ctrl-C; what is named last goes first.
        certificate.folder.toFile().deleteOnExit();
        certificate.file().toFile().deleteOnExit();
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        Tls.PASSWORD,
                        "-keystore",
                        certificate.file().toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            certificate.close();
            throw new IOException("keytool made no certificate");
        }
        return certificate;
    }

    /** The store. */
    Path file() {
        return folder.resolve("server.p12");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file());
        Files.deleteIfExists(folder);
    }
}
