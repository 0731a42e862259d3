package org.sluice.samples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java program with the class path of this one, that answers lines with lines. It ends with this program: it is told to if this
 * one ends in order, and it sees the end of its input if not.
 */
final class Child implements AutoCloseable {

    private static final long SECONDS_TO_END = 10;

    private final String name;
    private final Process process;
    private final Writer to;
    private final BufferedReader from;
    private final Thread atExit;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        to = process.outputWriter(StandardCharsets.UTF_8);
        from = process.inputReader(StandardCharsets.UTF_8);
        atExit = new Thread(process::destroy, "demo-destroy");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static Child start(long heap, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Child(main.getSimpleName(), process);
    }

    /** Sends a line and gives the line that answers it. */
    String ask(String line) throws IOException {
        to.write(line + '\n');
        to.flush();
        return line();
    }

    /** The next line. */
    String line() throws IOException {
        String line = from.readLine();
        if (line == null) {
            throw new IOException(name + " ended early; what it says is above");
        }
        return line;
    }

    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    long pid() {
        return process.pid();
    }

    /** Ends the program and waits until it did. */
    @Override
    public void close() throws IOException {
        to.close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // This program is ending, and the hook ends the other.
            process.destroy();
        }
    }
}
