package org.sluice.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.server.launcher.Asking.ask;
import static org.sluice.server.launcher.Asking.handshake;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.core.application.Applications;
import org.sluice.server.launcher.sample.OnlyOther;
import org.sluice.server.launcher.sample.Other;
import org.sluice.server.launcher.sample.Programmatic;
import org.sluice.server.launcher.sample.Whoami;

@Timeout(60)
class EmbeddedServerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static EmbeddedServer serve(Path... wars) throws Exception {
        EmbeddedServer.Builder builder = EmbeddedServer.builder();
        for (Path war : wars) {
            builder.war(war);
        }
        return builder.start();
    }

    private static URI at(EmbeddedServer server, String path) {
        return server.uri().resolve(path);
    }

    @Test
    void endpointClassesAreServedAtTheRoot() throws Exception {
        try (EmbeddedServer server =
                EmbeddedServer.builder().endpoints(List.of(Other.class)).start()) {
            assertThat(ask(at(server, "other"), "hello")).isEqualTo("other hello");
            assertThat(server.uri().getPort()).isEqualTo(server.address().getPort());
        }
    }

    @Test
    void foreignPagesAreRefusedUnlessTheyAreListed() throws Exception {
        try (EmbeddedServer server =
                EmbeddedServer.builder().endpoints(List.of(Other.class)).start()) {
            String own = "http://127.0.0.1:" + server.address().getPort();
            assertThat(handshake(at(server, "other"), own)).isEqualTo(101);
            assertThat(handshake(at(server, "other"), "http://evil")).isEqualTo(403);
        }
        try (EmbeddedServer server = EmbeddedServer.builder()
                .endpoints(List.of(Other.class))
                .allowedOrigins(List.of("http://listed"))
                .start()) {
            assertThat(handshake(at(server, "other"), "http://listed")).isEqualTo(101);
            assertThat(handshake(at(server, "other"), "http://evil")).isEqualTo(403);
        }
    }

    @Test
    void settingsOfTheProgramSayWhichPagesAreListed() throws Exception {
        System.setProperty("sluice.allowed-origins", "http://listed");
        try (EmbeddedServer server =
                EmbeddedServer.builder().endpoints(List.of(Other.class)).start()) {
            assertThat(handshake(at(server, "other"), "http://listed")).isEqualTo(101);
            assertThat(handshake(at(server, "other"), "http://evil")).isEqualTo(403);
        } finally {
            System.clearProperty("sluice.allowed-origins");
        }
    }

    private Path warWith(String name, String parameter, String value) throws IOException {
        return new WarBuilder()
                .classes(Whoami.class)
                .entry(
                        "WEB-INF/web.xml",
                        "<web-app><context-param><param-name>" + parameter + "</param-name><param-value>" + value
                                + "</param-value></context-param></web-app>")
                .file(folder.resolve(name));
    }

    @Test
    void contextParametersAreTheSettingsOfTheirWarAlone() throws Exception {
        Path seven = warWith("seven.war", "sluice.max-message-size", "7");
        Path eight = warWith("eight.war", "sluice.max-message-size", "8");
        try (EmbeddedServer server = serve(seven, eight)) {
            assertThat(limitOf(server, "/seven")).isEqualTo(7);
            assertThat(limitOf(server, "/eight")).isEqualTo(8);
        }
    }

    private static long limitOf(EmbeddedServer server, String contextPath) {
        return Applications.of(server.classLoader(contextPath)).settings().maxMessageSize();
    }

    @Test
    void wrongContextParameterStopsTheStartAndIsNamed() throws Exception {
        Path war = warWith("wrong.war", "sluice.send-timeout", "soon");
        assertThatThrownBy(() -> serve(war))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the context parameter sluice.send-timeout is \"soon\"");
    }

    @Test
    void webXmlThatIsNotSoundIsRefusedWithAdvice() throws Exception {
        Path war = new WarBuilder()
                .classes(Whoami.class)
                .entry("WEB-INF/web.xml", "<web-app>")
                .file(folder.resolve("torn.war"));
        assertThatThrownBy(() -> serve(war)).isInstanceOf(WarException.class).hasMessageContaining("web.xml");
    }

    @Test
    void originsOfTheOnlyWarAreListed() throws Exception {
        Path war = warWith("a.war", "sluice.allowed-origins", "http://listed");
        try (EmbeddedServer server = serve(war)) {
            assertThat(handshake(at(server, "a/whoami"), "http://listed")).isEqualTo(101);
            assertThat(handshake(at(server, "a/whoami"), "http://evil")).isEqualTo(403);
        }
    }

    @Test
    void originsOfOneWarDoNotHoldForOthers() throws Exception {
        Path lists = warWith("a.war", "sluice.allowed-origins", "http://listed");
        Path other = warWith("b.war", "sluice.max-message-size", "7");
        assertThatThrownBy(() -> serve(lists, other))
                .isInstanceOfSatisfying(
                        WarException.class, e -> assertThat(e.war()).isEqualTo(lists))
                .hasMessageContaining("SLUICE_ALLOWED_ORIGINS");
        assertThatThrownBy(() -> EmbeddedServer.builder()
                        .endpoints(List.of(Other.class))
                        .war(lists)
                        .start())
                .isInstanceOf(WarException.class);
        try (EmbeddedServer server = EmbeddedServer.builder()
                .war(lists)
                .war(other)
                .allowedOrigins(List.of("http://theirs"))
                .start()) {
            assertThat(handshake(at(server, "a/whoami"), "http://theirs")).isEqualTo(101);
            assertThat(handshake(at(server, "a/whoami"), "http://listed")).isEqualTo(403);
        }
    }

    @Test
    void aWarIsServedAtThePathOfItsName() throws Exception {
        Path war = new WarBuilder().classes(Whoami.class).file(folder.resolve("chat.war"));
        try (EmbeddedServer server = serve(war)) {
            assertThat(server.uri("/chat").getPath()).isEqualTo("/chat/");
            assertThat(ask(at(server, "chat/whoami"), "loader")).isEqualTo("war:/chat");
        }
    }

    @Test
    void theRootWarIsServedAtTheRoot() throws Exception {
        Path war = new WarBuilder().classes(Whoami.class).file(folder.resolve("ROOT.war"));
        try (EmbeddedServer server = serve(war)) {
            assertThat(ask(at(server, "whoami"), "loader")).isEqualTo("war:/");
        }
    }

    @Test
    void anExplodedFolderIsServedWhereItIs() throws Exception {
        Path war = new WarBuilder().classes(Whoami.class).folder(folder.resolve("open.war"));
        try (EmbeddedServer server = serve(war)) {
            assertThat(ask(at(server, "open/whoami"), "loader")).isEqualTo("war:/open");
        }
        assertThat(war.resolve("WEB-INF")).exists();
    }

    @Test
    void anEndpointInALibraryIsFound() throws Exception {
        Path war = new WarBuilder().lib("endpoints.jar", Other.class).file(folder.resolve("a.war"));
        try (EmbeddedServer server = serve(war)) {
            assertThat(ask(at(server, "a/other"), "x")).isEqualTo("other x");
        }
    }

    @Test
    void severalWarsAndClassesLiveSideBySide() throws Exception {
        Path a = new WarBuilder().classes(Whoami.class).file(folder.resolve("a.war"));
        Path b = new WarBuilder().classes(Whoami.class).file(folder.resolve("b.war"));
        try (EmbeddedServer server = EmbeddedServer.builder()
                .endpoints(List.of(Other.class))
                .war(a)
                .war(b)
                .start()) {
            assertThat(ask(at(server, "a/whoami"), "loader")).isEqualTo("war:/a");
            assertThat(ask(at(server, "b/whoami"), "loader")).isEqualTo("war:/b");
            assertThat(ask(at(server, "b/whoami"), "context")).isEqualTo("true");
            assertThat(ask(at(server, "other"), "x")).isEqualTo("other x");
        }
    }

    @Test
    void aServerApplicationConfigDecidesWhatIsDeployed() throws Exception {
        Path war = new WarBuilder()
                .classes(
                        Whoami.class,
                        Other.class,
                        Programmatic.class,
                        Class.forName(Programmatic.class.getName() + "$1"),
                        OnlyOther.class)
                .file(folder.resolve("chosen.war"));
        try (EmbeddedServer server = serve(war)) {
            assertThat(ask(at(server, "chosen/other"), "x")).isEqualTo("other x");
            assertThat(ask(at(server, "chosen/programmatic"), "x")).isEqualTo("programmatic x");
            assertThatThrownBy(() -> ask(at(server, "chosen/whoami"), "x"))
                    .hasRootCauseMessage("Unexpected HTTP response status code 404");
        }
    }

    @Test
    void aWarSeesTheApisAndTheCoreButNotTheLauncher() throws Exception {
        Path war = new WarBuilder().classes(Whoami.class).file(folder.resolve("view.war"));
        try (EmbeddedServer server = serve(war)) {
            URI whoami = at(server, "view/whoami");
            assertThat(ask(whoami, "jakarta.websocket.Session")).isEqualTo("sees");
            assertThat(ask(whoami, "org.sluice.core.spi.ClientEngine")).isEqualTo("sees");
            assertThat(ask(whoami, "org.sluice.server.launcher.EmbeddedServer")).isEqualTo("does not see");
            assertThat(ask(whoami, "picocli.CommandLine")).isEqualTo("does not see");
            assertThat(ask(whoami, "org.junit.jupiter.api.Test")).isEqualTo("does not see");
        }
    }

    @Test
    void closeSends1001AndDeletesWhatWasUnpacked() throws Exception {
        Set<Path> before = unpacked();
        Path war = new WarBuilder().classes(Whoami.class).file(folder.resolve("chat.war"));
        EmbeddedServer server = serve(war);
        assertThat(unpacked()).hasSize(before.size() + 1);
        Asking open = new Asking();
        open.connect(at(server, "chat/whoami"));
        server.close();
        server.close();
        assertThat(open.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
        assertThat(unpacked()).isEqualTo(before);
    }

    @Test
    void aFailedStartDeletesWhatWasUnpacked() throws Exception {
        Set<Path> before = unpacked();
        Path good = new WarBuilder().classes(Whoami.class).file(folder.resolve("good.war"));
        Path empty = new WarBuilder().entry("index.html", "hello").file(folder.resolve("empty.war"));
        assertThatThrownBy(() -> serve(good, empty)).isInstanceOf(WarException.class);
        assertThat(unpacked()).isEqualTo(before);
    }

    @Test
    void aWarWithoutEndpointsIsRefusedWithAdvice() throws Exception {
        Path war = new WarBuilder().entry("WEB-INF/web.xml", "<web-app/>").file(folder.resolve("empty.war"));
        assertThatThrownBy(() -> serve(war))
                .isInstanceOfSatisfying(
                        WarException.class, e -> assertThat(e.war()).isEqualTo(war))
                .hasMessageContaining("@ServerEndpoint")
                .hasMessageContaining("WEB-INF/classes");
    }

    @Test
    void aMissingFileIsRefusedWithAdvice() {
        assertThatThrownBy(() -> serve(folder.resolve("none.war")))
                .isInstanceOf(WarException.class)
                .hasMessageContaining("check the path");
    }

    @Test
    void aFileThatIsNoArchiveIsRefusedWithAdvice() throws Exception {
        Path war = Files.writeString(folder.resolve("text.war"), "this is not a zip");
        assertThatThrownBy(() -> serve(war)).isInstanceOf(WarException.class).hasMessageContaining("build it again");
    }

    @Test
    void aLibraryThatIsNoArchiveIsNamed() throws Exception {
        Path war = new WarBuilder()
                .classes(Whoami.class)
                .entry("WEB-INF/lib/broken.jar", "x")
                .file(folder.resolve("lib.war"));
        assertThatThrownBy(() -> serve(war)).isInstanceOf(WarException.class).hasMessageContaining("broken.jar");
    }

    @Test
    void anEntryThatLeadsOutIsRefused() throws Exception {
        for (String name : List.of("WEB-INF/../../evil", "/etc/evil", "WEB-INF\\..\\..\\evil")) {
            Path war = new WarBuilder().classes(Whoami.class).entry(name, "x").file(folder.resolve("evil.war"));
            assertThatThrownBy(() -> serve(war))
                    .isInstanceOf(WarException.class)
                    .hasMessageContaining("leads out");
        }
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void aNameThatIsNoPathIsRefusedWithAdvice() throws Exception {
        Path war = new WarBuilder().classes(Whoami.class).file(folder.resolve("my chat.war"));
        assertThatThrownBy(() -> serve(war)).isInstanceOf(WarException.class).hasMessageContaining("rename");
    }

    @Test
    void twoWarsOfOneNameAreRefused() throws Exception {
        Path file = new WarBuilder().classes(Whoami.class).file(folder.resolve("a.war"));
        Path exploded = new WarBuilder().classes(Whoami.class).folder(folder.resolve("a"));
        assertThatThrownBy(() -> serve(file, exploded))
                .isInstanceOf(WarException.class)
                .hasMessageContaining("/a is taken");
    }

    @Test
    void nothingToServeIsRefused() {
        assertThatThrownBy(() -> EmbeddedServer.builder().start()).isInstanceOf(IllegalStateException.class);
    }

    private static Set<Path> unpacked() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("sluice-war-"))
                    .collect(Collectors.toSet());
        }
    }
}
