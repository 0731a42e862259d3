package org.sluice.arquillian;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.FileAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/**
 * A WAR that was built already and is deployed byte for byte. ShrinkWrap's importer reads the entries of a file and its exporter writes
 * them anew, so what is tested would not be the file that is shipped. Here an archive holds nothing but the file, under the archive's
 * own name, and whoever deploys takes the file out again. Such an archive cannot be {@code testable}: nothing can be added to it.
 */
public final class WarFile {

    private WarFile() {}

    /**
     * An archive that stands for a file.
     *
     * @param file the WAR, read when it is deployed
     * @param name what it is deployed as, such as {@code app.war}; the context path follows from it
     * @return what a {@code @Deployment(testable = false)} method returns
     */
    public static Archive<?> of(Path file, String name) {
        return ShrinkWrap.create(JavaArchive.class, name).add(new FileAsset(file.toFile()), name);
    }

    /**
     * Writes an archive as it is deployed: the file it stands for, or what ShrinkWrap exports.
     *
     * @param archive any archive
     * @param file where to; replaced if it exists
     * @throws IOException if it cannot be read or written
     */
    public static void write(Archive<?> archive, Path file) throws IOException {
        Optional<InputStream> whole = open(archive);
        if (whole.isEmpty()) {
            archive.as(ZipExporter.class).exportTo(file.toFile(), true);
            return;
        }
        try (InputStream in = whole.get()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * The file that an archive stands for.
     *
     * @param archive any archive
     * @return its bytes, to be closed; empty if the archive is an ordinary one
     */
    public static Optional<InputStream> open(Archive<?> archive) {
        Node whole = archive.get(archive.getName());
        return whole == null || whole.getAsset() == null
                ? Optional.empty()
                : Optional.of(whole.getAsset().openStream());
    }
}
