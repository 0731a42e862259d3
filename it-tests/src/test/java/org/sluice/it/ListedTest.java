package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.core.SocketEndpoint;
import org.sluice.core.SocketEndpoints;
import org.sluice.it.app.Listed;
import org.sluice.server.ListedEndpoints;

/** What is forgotten in a list is missed on Open Liberty alone. */
class ListedTest {

    static Stream<Class<? extends SocketEndpoints>> lists() {
        return Stream.of(Listed.class, ListedEndpoints.class);
    }

    @BeforeEach
    void asOnOpenLiberty() {
        System.setProperty(SocketEndpoints.DRIVEN, "true");
    }

    @AfterEach
    void asElsewhere() {
        System.clearProperty(SocketEndpoints.DRIVEN);
    }

    @ParameterizedTest
    @MethodSource("lists")
    @DisplayName("a list of endpoints has all of its package that are on our base classes")
    void listIsComplete(Class<? extends SocketEndpoints> list) throws Exception {
        List<String> paths = new ClassFileImporter()
                .importPackages(list.getPackageName()).stream()
                        .filter(type -> type.getPackageName().equals(list.getPackageName()))
                        .filter(type ->
                                type.isAssignableTo(SocketEndpoint.class) && type.isAnnotatedWith(ServerEndpoint.class))
                        .map(type ->
                                type.getAnnotationOfType(ServerEndpoint.class).value())
                        .toList();
        SocketEndpoints listed = list.getConstructor().newInstance();

        assertThat(listed.getEndpointConfigs(Set.of()))
                .extracting(ServerEndpointConfig::getPath)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(paths);
    }
}
