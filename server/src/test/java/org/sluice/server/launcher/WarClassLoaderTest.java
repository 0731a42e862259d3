package org.sluice.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.core.spi.ClientEngine;
import org.sluice.server.launcher.sample.Whoami;

class WarClassLoaderTest {

    private static final String ENGINE = "META-INF/services/org.sluice.core.spi.ClientEngine";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private WarClassLoader bare;

    @SuppressWarnings("NullAway.Init")
    private WarClassLoader bringing;

    @BeforeEach
    void open() throws Exception {
        ClassLoader launcher = getClass().getClassLoader();
        bare = new WarClassLoader("bare", classPath(new WarBuilder().classes(Whoami.class), "bare"), launcher);
        bringing = new WarClassLoader(
                "bringing", classPath(new WarBuilder().classes(ClientEngine.class), "bringing"), launcher);
    }

    private URL[] classPath(WarBuilder war, String name) throws Exception {
        Path root = war.folder(folder.resolve(name));
        return new URL[] {root.resolve("WEB-INF/classes").toUri().toURL()};
    }

    @Test
    void ownClassesComeFirst() throws Exception {
        assertThat(bare.loadClass(Whoami.class.getName()))
                .isNotSameAs(Whoami.class)
                .isSameAs(bare.loadClass(Whoami.class.getName()));
    }

    @Test
    void whatTheWarLacksComesFromTheLauncher() throws Exception {
        assertThat(bare.loadClass(ClientEngine.class.getName())).isSameAs(ClientEngine.class);
    }

    @Test
    void whatTheWarBringsComesFromTheWar() throws Exception {
        assertThat(bringing.loadClass(ClientEngine.class.getName())).isNotSameAs(ClientEngine.class);
    }

    @Test
    void theApisAreShared() throws Exception {
        assertThat(bringing.loadClass("jakarta.websocket.Session")).isSameAs(jakarta.websocket.Session.class);
        assertThat(bringing.loadClass("java.lang.String")).isSameAs(String.class);
        assertThat(bringing.loadClass("java.sql.Connection")).isSameAs(java.sql.Connection.class);
    }

    @Test
    void theRestOfTheLauncherIsHidden() {
        assertThatThrownBy(() -> bare.loadClass(EmbeddedServer.class.getName()))
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> bare.loadClass("picocli.CommandLine")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aProviderOfTheLauncherIsHiddenFromAWarThatBringsTheService() throws Exception {
        assertThat(Collections.list(bare.getResources(ENGINE))).hasSize(1);
        assertThat(bare.getResource(ENGINE)).isNotNull();
        assertThat(Collections.list(bringing.getResources(ENGINE))).isEmpty();
        assertThat(bringing.getResource(ENGINE)).isNull();
    }

    @Test
    void otherResourcesOfTheLauncherAreHidden() throws Exception {
        assertThat(bare.getResource("org/sluice/server/launcher/EmbeddedServer.class"))
                .isNull();
        assertThat(bare.getResource("org/sluice/server/launcher/sample/Whoami.class"))
                .isNotNull();
    }
}
