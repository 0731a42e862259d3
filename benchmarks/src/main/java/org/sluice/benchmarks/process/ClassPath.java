package org.sluice.benchmarks.process;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The jars and folders that a process sees.
 *
 * @param entries in their order
 */
public record ClassPath(List<String> entries) {

    private static final Pattern VERSION = Pattern.compile("-(\\d[^/]*?)\\.jar");

    /** Of this process, with patterns such as {@code lib/*} already resolved by Java. */
    public static ClassPath own() {
        return new ClassPath(List.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator))));
    }

    /** Without the jars whose names begin so. */
    ClassPath without(List<String> beginnings) {
        return new ClassPath(entries.stream()
                .filter(entry -> beginnings.stream().noneMatch(fileName(entry)::startsWith))
                .toList());
    }

    /** The version in the name of the jar of a library, or empty if there is no such jar. */
    public Optional<String> version(String library) {
        return entries.stream()
                .map(ClassPath::fileName)
                .filter(name -> name.startsWith(library))
                .map(name -> VERSION.matcher(name.substring(library.length())))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private static String fileName(String entry) {
        Path name = Path.of(entry).getFileName();
        return name == null ? entry : name.toString();
    }

    @Override
    public String toString() {
        return entries.stream().collect(Collectors.joining(File.pathSeparator));
    }

    /** Of entries. */
    static ClassPath of(String... entries) {
        return new ClassPath(Arrays.asList(entries));
    }
}
