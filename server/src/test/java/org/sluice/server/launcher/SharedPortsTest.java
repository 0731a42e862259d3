package org.sluice.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.core.port.Inbound;

class SharedPortsTest {

    private static final ClassLoader LAUNCHER = SharedPortsTest.class.getClassLoader();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private boolean shares(WarBuilder war, String name) throws IOException {
        URL classes = war.folder(folder.resolve(name))
                .resolve("WEB-INF/classes")
                .toUri()
                .toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
            return SharedPorts.between(loader, LAUNCHER);
        }
    }

    /** All classes of the package of the ports, as the launcher has them in a folder or a jar. */
    private static List<Class<?>> ports() throws Exception {
        URI home = Inbound.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        if (Files.isDirectory(Path.of(home))) {
            return ports(Path.of(home));
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + home), Map.of())) {
            return ports(jar.getPath("/"));
        }
    }

    private static List<Class<?>> ports(Path root) throws Exception {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("org/sluice/core/port"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                if (!name.equals("package-info")) {
                    types.add(Class.forName(SharedPorts.PACKAGE + name));
                }
            }
        }
        return types;
    }

    private static WarBuilder with(List<Class<?>> types) {
        return new WarBuilder().classes(types.toArray(new Class<?>[0]));
    }

    @Test
    void aWarWithTheLaunchersOwnPortsSharesThem() throws Exception {
        assertThat(shares(with(ports()), "same")).isTrue();
    }

    @Test
    void aWarThatLacksAnyOfThemDoesNot() throws Exception {
        List<Class<?>> all = ports();
        assertThat(all).hasSizeGreaterThan(5);
        for (Class<?> missing : all) {
            List<Class<?>> others = new ArrayList<>(all);
            others.remove(missing);
            assertThat(shares(with(others), "without-" + missing.getSimpleName()))
                    .as("without %s", missing)
                    .isFalse();
        }
    }

    @Test
    void aWarWhoseCopyDiffersInAnyOfThemDoesNot() throws Exception {
        List<Class<?>> all = ports();
        for (Class<?> changed : all) {
            WarBuilder war = with(all)
                    .entry("WEB-INF/classes/" + changed.getName().replace('.', '/') + ".class", "another version");
            assertThat(shares(war, "changed-" + changed.getSimpleName()))
                    .as("with another %s", changed)
                    .isFalse();
        }
    }

    @Test
    void aWarWithoutTheLibraryDoesNot() throws Exception {
        assertThat(shares(new WarBuilder().entry("WEB-INF/classes/x", ""), "bare"))
                .isFalse();
    }
}
