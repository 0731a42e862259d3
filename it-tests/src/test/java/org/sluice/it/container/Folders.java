package org.sluice.it.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What recipes do with files. */
final class Folders {

    private Folders() {}

    /** Copies a folder and all below it. */
    static void copy(Path from, Path to) throws IOException {
        for (Path source : below(from)) {
            Path target = to.resolve(from.relativize(source));
            if (Files.isDirectory(source)) {
                Files.createDirectories(target);
            } else {
                Files.copy(source, target);
            }
        }
    }

    /** Copies each WAR into a folder, under the file name that stands for its context path. */
    static void copyWars(Map<String, Path> wars, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Path> war : wars.entrySet()) {
            Files.copy(war.getValue(), folder.resolve(Setup.fileName(war.getKey())));
        }
    }

    /** Copies a file so that it appears whole, to who looks for it. */
    static void put(Path file, Path target) throws IOException {
        Path hidden = Files.copy(file, target.resolveSibling("." + target.getFileName() + ".tmp"));
        Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a folder and all below it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path path :
                    below(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Replaces what stands in a file, and insists that it does: another version's file may differ. */
    static void replace(Path file, String old, String replacement) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(old)) {
            throw new IOException(file + " does not contain " + old);
        }
        Files.writeString(file, text.replace(old, replacement));
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
