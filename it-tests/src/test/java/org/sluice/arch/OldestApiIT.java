package org.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The WAR links nothing newer than the oldest Jakarta WebSocket among the containers that take it. */
class OldestApiIT {

    private URLClassLoader oldest;
    private OldApi api;

    @BeforeEach
    void openTheOldestApi() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("oldest.api")))) {
            List<Path> one = jars.toList();
            assertThat(one).singleElement().asString().contains("jakarta.websocket-api-2.0.0");
            oldest = new URLClassLoader(new URL[] {one.get(0).toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            api = new OldApi(oldest);
        }
    }

    @AfterEach
    void closeIt() throws IOException {
        oldest.close();
    }

    @Test
    @DisplayName("the endpoints and libraries of the WAR link against 2.0")
    void theWarLinks(@TempDir Path folder) throws IOException {
        JavaClasses ours = classesOfTheWar(folder);
        assertThat(ours.contain("org.sluice.server.MessageEcho")).isTrue();
        assertThat(ours.contain("org.sluice.core.MessageEndpoint")).isTrue();
        assertThat(ours.contain("org.sluice.api.MessageWebSocket")).isTrue();
        assertThat(ours.stream().flatMap(c -> api.missedBy(c).stream())).isEmpty();
    }

    @Test
    @DisplayName("a method of 2.1 is noticed")
    void aNewMethodIsNoticed() {
        assertThat(missedBy(CallsNewMethod.class)).anyMatch(line -> line.contains("getSession"));
        assertThat(missedBy(NamesNewMethod.class)).anyMatch(line -> line.contains("getSession"));
    }

    @Test
    @DisplayName("a method of 2.0 is fine")
    void anOldMethodIsFine() {
        assertThat(missedBy(CallsOldMethod.class)).isEmpty();
    }

    private List<String> missedBy(Class<?> user) {
        return api.missedBy(new ClassFileImporter().importClasses(user).get(user));
    }

    private static JavaClasses classesOfTheWar(Path folder) throws IOException {
        Path war = Path.of(System.getProperty("server.war"));
        try (FileSystem zip = FileSystems.newFileSystem(war);
                Stream<Path> libraries = Files.list(zip.getPath("WEB-INF/lib"))) {
            List<URL> places = new ArrayList<>();
            places.add(new URL("jar:" + war.toUri() + "!/WEB-INF/classes/"));
            for (Path library : libraries.toList()) {
                if (library.getFileName().toString().startsWith("sluice-")) {
                    Path copy = folder.resolve(library.getFileName().toString());
                    places.add(new URL("jar:" + Files.copy(library, copy).toUri() + "!/"));
                }
            }
            return new ClassFileImporter().importUrls(places);
        }
    }

    static final class CallsNewMethod {
        Session session(SendResult result) {
            return result.getSession();
        }
    }

    static final class NamesNewMethod {
        Function<SendResult, Session> session() {
            return SendResult::getSession;
        }
    }

    static final class CallsOldMethod {
        boolean isOk(SendResult result, Session session) {
            return result.isOK() && session.isOpen();
        }
    }
}
