package org.sluice.server.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Unpacks archives so that nothing lands outside the folder meant for it, and deletes such folders again. */
final class Unpacking {

    private static final Logger LOG = System.getLogger(Unpacking.class.getName());

    private Unpacking() {}

    /**
     * Unpacks the entries under a folder of the archive.
     *
     * @throws ZipException if the file is no archive, or an entry's name leads out of the target
     */
    static void unpack(Path archive, String prefix, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path place = inside(target, entry.getName());
                if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                    Files.createDirectories(place.getParent());
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(content, place);
                    }
                }
            }
        }
    }

    private static Path inside(Path target, String name) throws ZipException {
        try {
            Path place = target.resolve(name).normalize();
            // A backslash is a separator to some systems, wherever this one runs.
            if (place.startsWith(target) && name.indexOf('\\') < 0) {
                return place;
            }
        } catch (InvalidPathException noName) {
            LOG.log(Level.DEBUG, "not a name of a file", noName);
        }
        throw new ZipException("its entry \"" + name + "\" leads out of the archive or is no name of a file");
    }

    /** Deletes a folder with all that is in it; a folder that is gone already is fine. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(Unpacking::deleteOne);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
