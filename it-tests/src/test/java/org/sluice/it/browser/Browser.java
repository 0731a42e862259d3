package org.sluice.it.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium that shows one page, as a process of its own with a profile of its own. */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    private final Process process;

    private Browser(Process process) {
        this.process = process;
    }

    /** The program: of the system property {@code chromium}, or the first on the path. */
    static Optional<Path> program() {
        String named = System.getProperty("chromium");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator, -1));
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts; what it prints goes to a file beside the profile. */
    static Browser show(Path program, URI page, Path folder) throws IOException {
        List<String> command = List.of(
                program.toString(),
                "--headless",
                // As root there is no sandbox; the page is ours.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-breakpad",
                "--disable-background-networking",
                "--user-data-dir=" + folder.resolve("profile"),
                // Without it, it would end when the page is loaded.
                "--remote-debugging-port=0",
                page.toString());
        return new Browser(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it and all its helpers, which write to the profile until then. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            for (ProcessHandle one : all) {
                one.onExit().get(20, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("The browser does not end", e);
        }
    }
}
