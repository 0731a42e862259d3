package org.sluice.samples;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sluice.client.ClientSockets;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which version this is, of itself and of Java. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the version.")
final class Version implements Runnable, IVersionProvider {

    /** Written by the build into every jar. */
    private static final String PROPERTIES = "/META-INF/maven/org.sluice/sluice-client/pom.properties";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        Objects.requireNonNull(spec).commandLine().getOut().println(text());
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    private static String text() {
        return "sluice " + number() + " on Java " + Runtime.version();
    }

    private static String number() {
        Properties properties = new Properties();
        try (InputStream in = ClientSockets.class.getResourceAsStream(PROPERTIES)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return "unknown";
        }
        return properties.getProperty("version", "unknown");
    }
}
