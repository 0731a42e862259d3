package org.sluice.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A running server to which the WAR of the build is deployed again and again, and which can be looked into from outside. */
final class HotServer implements AutoCloseable {

    private static final String CONTEXT_PATH = "/sluice";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HotRecipe recipe;
    private final Setup setup;
    private final ServerProcess process;
    private final Path log;
    private final Path war = Path.of(System.getProperty("server.war"));

    private HotServer(HotRecipe recipe, Setup setup, ServerProcess process, Path log) {
        this.recipe = recipe;
        this.setup = setup;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a server without an application.
     *
     * @param distribution the name of the folder with the unpacked server, in the build
     * @param environment what is added to the environment of the tests
     */
    static HotServer start(String distribution, HotRecipe recipe, Map<String, String> environment) throws IOException {
        Path containers = Path.of(System.getProperty("containers"));
        Path folder = containers.resolve(distribution + "-hot");
        Path home = folder.resolve("home");
        Path log = folder.resolve("log");
        Folders.delete(home);
        Files.createDirectories(home);
        List<Integer> ports = Ports.free(3);
        Path javaHome = Path.of(System.getProperty("java.home"));
        Setup setup = new Setup(
                only(containers.resolve("dist").resolve(distribution)),
                home,
                javaHome,
                ports.get(0),
                ports.subList(1, ports.size()),
                Map.of());
        Files.deleteIfExists(log);
        Launch launch = recipe.prepare(setup);
        Map<String, String> all = new HashMap<>(launch.environment());
        all.putAll(environment);
        Launch changed = new Launch(launch.command(), all, launch.folder());
        return new HotServer(recipe, setup, ServerProcess.start(changed, javaHome, log), log);
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return content.reduce((one, other) -> {
                        throw new IllegalStateException(folder + " holds " + one + " and " + other);
                    })
                    .orElseThrow();
        }
    }

    /** Deploys the WAR and waits until it answers. */
    void deploy() throws IOException {
        recipe.deploy(setup, CONTEXT_PATH, war);
        process.awaitPage(page(), LIMIT);
    }

    /** Deploys the WAR, which must fail, and waits until the server has said something of it. */
    void deployInVain(String message) throws IOException {
        recipe.deploy(setup, CONTEXT_PATH, war);
        await("the log tells of it").atMost(LIMIT).until(() -> output().contains(message));
        assertThat(ServerProcess.answers(page())).as("the application is up").isFalse();
    }

    /** All that the server has printed, and written to the files for logs in its home. */
    private String output() throws IOException {
        StringBuilder all = new StringBuilder(Files.readString(log, StandardCharsets.ISO_8859_1));
        try (Stream<Path> files = Files.walk(setup.home())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    /** Takes the application away and waits until it answers no more. */
    void undeploy() throws IOException {
        recipe.undeploy(setup, CONTEXT_PATH);
        await("the application is gone").atMost(LIMIT).until(() -> !ServerProcess.answers(page()));
    }

    private URI page() {
        return URI.create("http://" + Setup.HOST + ":" + setup.httpPort() + CONTEXT_PATH + "/");
    }

    /** The address of an endpoint. */
    URI at(String path) {
        return URI.create("ws://" + Setup.HOST + ":" + setup.httpPort() + CONTEXT_PATH + path);
    }

    /** The threads of the server whose names begin like this. */
    List<String> threads(String prefix) throws IOException {
        return ask("Thread.print")
                .filter(line -> line.startsWith("\"" + prefix))
                .toList();
    }

    /**
     * How many copies of a class are loaded, each by a class loader of its own, after a collection of the garbage.
     *
     * @param type has instances for as long as it is loaded, as an enum has
     */
    long copies(String type) throws IOException {
        // The command collects before it counts, and lists the copies of different class loaders apart.
        return ask("GC.class_histogram")
                .filter(line -> line.matches(".* " + type.replace(".", "\\.") + "( .*)?"))
                .count();
    }

    private Stream<String> ask(String question) throws IOException {
        Path jcmd = setup.javaHome().resolve("bin/jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(process.id()), question)
                .redirectErrorStream(true)
                .start();
        try (var answer = asked.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    @Override
    public void close() throws IOException {
        process.stop(recipe.stopCommand(setup));
        Folders.delete(setup.home());
    }
}
