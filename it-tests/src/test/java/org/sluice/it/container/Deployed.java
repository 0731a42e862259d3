package org.sluice.it.container;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.shrinkwrap.api.Archive;
import org.sluice.arquillian.WarFile;

/**
 * What is known of the containers in this run of the suite: the version of each, and the checksum of the WAR of the build, which has to
 * be the same for all. Kept in one place for the whole JVM, for tests and their listeners are made by others.
 */
public final class Deployed {

    private static final Map<String, String> VERSIONS = new ConcurrentHashMap<>();
    private static final Map<String, String> CHECKSUMS = new ConcurrentHashMap<>();

    private Deployed() {}

    static void container(String name, String version) {
        VERSIONS.put(name, version);
    }

    /** Notes the checksum of a WAR that is deployed as a file, and refuses one that differs from what the others got. */
    static void war(String container, Archive<?> archive) throws DeploymentException {
        Optional<InputStream> file = WarFile.open(archive);
        if (file.isPresent()) {
            String checksum = sha256(file.get());
            CHECKSUMS.put(container, checksum);
            if (CHECKSUMS.values().stream().anyMatch(other -> !other.equals(checksum))) {
                throw new DeploymentException("Not the WAR that other containers got: " + CHECKSUMS);
            }
        }
    }

    /** What a container is called, with its version. */
    public static String version(String container) {
        return VERSIONS.getOrDefault(container, container);
    }

    /** The SHA-256 of the WAR of the build, in hexadecimal digits; empty if none was deployed. */
    public static Optional<String> checksum() {
        return CHECKSUMS.values().stream().findAny();
    }

    private static String sha256(InputStream file) throws DeploymentException {
        try (file) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.readAllBytes()));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new DeploymentException("The WAR has no checksum: " + e.getMessage(), e);
        }
    }
}
