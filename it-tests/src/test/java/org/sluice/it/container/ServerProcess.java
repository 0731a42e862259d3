package org.sluice.it.container;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A running server: its process, those that it started, and the log of what they print. Ends with the JVM of the tests at the latest.
 * Used by one thread.
 */
final class ServerProcess {

    private static final int LOG_LINES = 60;
    private static final Duration ASKED_TO_STOP = Duration.ofSeconds(30);
    private static final Duration KILLED = Duration.ofSeconds(10);
    private static final int HTTP_TIMEOUT_MILLIS = 5_000;

    private final Process process;
    private final Path log;
    private final Thread hook;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.hook = new Thread(this::kill, "end of the server process");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a server; what it prints is added to the log. */
    static ServerProcess start(Launch launch, Path javaHome, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(launch.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", javaHome.toString());
        environment.putAll(launch.environment());
        return new ServerProcess(builder.start(), log);
    }

    /** The number of the process. */
    long id() {
        return process.pid();
    }

    /**
     * Waits until an application is up.
     *
     * @param page any page of the application
     * @throws IOException if the process ends before or the time is over; its message holds the end of the log
     */
    void awaitPage(URI page, Duration limit) throws IOException {
        try {
            await().atMost(limit).pollInterval(Duration.ofMillis(100)).until(() -> !process.isAlive() || answers(page));
        } catch (ConditionTimeoutException late) {
            throw failure("The server has not answered GET " + page + " with 200 within " + limit.toSeconds() + " s");
        }
        if (!process.isAlive()) {
            throw failure("The server ended with exit code " + process.exitValue() + " before it answered GET " + page);
        }
    }

    /** Whether a page is there. */
    static boolean answers(URI page) {
        try {
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setConnectTimeout(HTTP_TIMEOUT_MILLIS);
            connection.setReadTimeout(HTTP_TIMEOUT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Stops the process, in order if it complies and by force if not, and all that it started.
     *
     * @param command asks the server to stop; empty for a signal
     * @throws IOException if it lives on, or had ended before by itself
     */
    void stop(List<String> command) throws IOException {
        try {
            if (!process.isAlive()) {
                throw failure("The server ended by itself, with exit code " + process.exitValue());
            }
            List<ProcessHandle> all = family();
            if (command.isEmpty()) {
                // All of them: a script would leave its child behind.
                all.forEach(ProcessHandle::destroy);
            } else {
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
            }
            awaitEnd(all, ASKED_TO_STOP);
            all.forEach(ProcessHandle::destroyForcibly);
            if (!awaitEnd(all, KILLED)) {
                throw failure("The server cannot be killed: " + all);
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private void kill() {
        family().forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean awaitEnd(List<ProcessHandle> all, Duration limit) {
        try {
            await().atMost(limit).pollInterval(50, TimeUnit.MILLISECONDS).until(() -> all.stream()
                    .noneMatch(ProcessHandle::isAlive));
            return true;
        } catch (ConditionTimeoutException alive) {
            return false;
        }
    }

    /** A failure that shows the end of the log. */
    private IOException failure(String what) {
        return new IOException(what + ". The end of " + log + ":\n" + tail(log));
    }

    static String tail(Path log) {
        try {
            // Not all servers write UTF-8.
            List<String> lines =
                    Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("The log cannot be read", e);
        }
    }
}
