package org.sluice.server.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds the classes that mention the server side of Jakarta WebSocket, by looking for its names in the bytes of class files.
 * Nothing is loaded; whether a class is what it seems is for the caller to see.
 */
final class ClassScan {

    /** Names as they stand in a constant pool: of the annotation, of the configuration, of a programmatic endpoint's base. */
    private static final List<String> MARKS = List.of(
            "Ljakarta/websocket/server/ServerEndpoint;",
            "jakarta/websocket/server/ServerApplicationConfig",
            "jakarta/websocket/Endpoint");

    private static final String SUFFIX = ".class";

    private ClassScan() {}

    /** The names of such classes in a folder of classes, in order. */
    static List<String> folder(Path classes) throws IOException {
        if (!Files.isDirectory(classes)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(classes)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> isClass(slashed(classes, file)))
                    .filter(ClassScan::isMarked)
                    .map(file -> className(slashed(classes, file)))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The names of such classes in a jar, in order of its entries. */
    static List<String> jar(Path jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (isClass(entry.getName())) {
                    try (InputStream content = zip.getInputStream(entry)) {
                        if (isMarked(content.readAllBytes())) {
                            names.add(className(entry.getName()));
                        }
                    }
                }
            }
        }
        return names;
    }

    private static String slashed(Path root, Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static boolean isClass(String path) {
        return path.endsWith(SUFFIX) && !path.startsWith("META-INF/") && !path.endsWith("-info.class");
    }

    private static String className(String path) {
        return path.substring(0, path.length() - SUFFIX.length()).replace('/', '.');
    }

    private static boolean isMarked(Path file) {
        try {
            return isMarked(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMarked(byte[] content) {
        // One byte, one char: a search in Latin-1 is a search in bytes.
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return MARKS.stream().anyMatch(text::contains);
    }
}
