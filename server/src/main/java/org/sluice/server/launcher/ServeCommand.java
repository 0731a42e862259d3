package org.sluice.server.launcher;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sluice.core.config.InvalidSettingException;
import org.sluice.grizzly.GrizzlyServerOptions;
import org.sluice.server.ServerEndpoints;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code sluice serve}: serves until it is told to stop by SIGINT or SIGTERM, and then says 1001 (going away) to every open
 * socket. It prints one line when it is ready. Exit codes: 1 if it cannot serve, 2 for wrong options, 130 or 143 after a
 * signal.
 */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves WebSocket endpoints until it is stopped: those of the WARs given, or the built-in ones.")
public final class ServeCommand implements Callable<Integer> {

    // Held, because the logging of the platform forgets levels of loggers that nobody holds.
    private static final Logger ENGINE_LOG = Logger.getLogger("org.glassfish");

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = GrizzlyServerOptions.DEFAULT_HOST,
            description = "Host name or address to listen on; 0.0.0.0 for every interface (default: ${DEFAULT-VALUE}).")
    private String host = GrizzlyServerOptions.DEFAULT_HOST;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to listen on; 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--war",
            paramLabel = "FILE",
            description = "WAR file or exploded folder to serve at the path of its name, ROOT.war at /; repeatable.")
    private List<Path> wars = new ArrayList<>();

    @Option(
            names = "--worker-threads",
            paramLabel = "N",
            description = "How many threads may run endpoints at the same time (default: "
                    + GrizzlyServerOptions.DEFAULT_WORKER_THREADS + ", and any number where they are virtual).")
    private @Nullable Integer workerThreads;

    @Option(
            names = "--virtual-threads",
            negatable = true,
            description = "Whether endpoints run on virtual threads, which need Java 21 (default: from Java 24 on).")
    private @Nullable Boolean virtualThreads;

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description =
                    "Origin whose web pages may connect, such as https://app.example.com, or * for all; repeatable"
                            + " (default: those of this server, and of the setting sluice.allowed-origins).")
    private List<String> allowedOrigins = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public ServeCommand() {}

    /**
     * Runs the command alone.
     *
     * @param arguments the command line
     */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new ServeCommand()).execute(arguments));
    }

    /**
     * Serves until the thread is interrupted or the program is told to stop.
     *
     * @return the exit code
     */
    @Override
    public Integer call() {
        ENGINE_LOG.setLevel(Level.WARNING);
        CommandLine line = commandLine();
        EmbeddedServer.Builder builder = builder(line);
        try (EmbeddedServer server = builder.start()) {
            Thread stop = new Thread(server::close, "sluice-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            line.getOut().println("listening on " + server.uri());
            line.getOut().flush();
            awaitInterrupt();
            Runtime.getRuntime().removeShutdownHook(stop);
            return CommandLine.ExitCode.OK;
        } catch (IOException | DeploymentException | InvalidSettingException e) {
            line.getErr().println(e.getMessage());
            line.getErr().flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private EmbeddedServer.Builder builder(CommandLine line) {
        EmbeddedServer.Builder builder = EmbeddedServer.builder();
        option(line, "--host", () -> builder.host(host));
        option(line, "--port", () -> builder.port(port));
        Integer limit = workerThreads;
        if (limit != null) {
            option(line, "--worker-threads", () -> builder.workerThreads(limit));
        }
        Boolean virtual = virtualThreads;
        if (virtual != null) {
            option(line, "--virtual-threads", () -> builder.virtualThreads(virtual));
        }
        if (!allowedOrigins.isEmpty()) {
            option(line, "--allow-origin", () -> builder.allowedOrigins(allowedOrigins));
        }
        if (wars.isEmpty()) {
            builder.endpoints(ServerEndpoints.all())
                    .page(ServerEndpoints.page())
                    .script("/sluice.js", ServerEndpoints.module());
        }
        wars.forEach(builder::war);
        return builder;
    }

    private static void option(CommandLine line, String name, Runnable setter) {
        try {
            setter.run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, "Invalid value for option '" + name + "': " + e.getMessage(), e);
        }
    }

    private CommandLine commandLine() {
        return spec == null ? new CommandLine(this) : spec.commandLine();
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
