package org.sluice.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of its own. It ends with this one: it is told to if this one ends in order, and it sees the end of its input if not.
 */
final class Child implements Talk {

    /** More than any run may take. */
    private static final long SECONDS_TO_ANSWER = 180;

    private static final long SECONDS_TO_END = 10;
    private static final String GONE = "";

    private final String name;
    private final Process process;
    private final Writer to;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Thread atExit;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        to = process.outputWriter(StandardCharsets.UTF_8);
        atExit = new Thread(process::destroyForcibly, "destroy " + name);
    }

    static Child start(String name, ClassPath classPath, List<String> jvm, Class<?> main, List<String> args)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath.toString(), main.getName()));
        command.addAll(args);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Child child = new Child(name, process);
        Runtime.getRuntime().addShutdownHook(child.atExit);
        Thread reader = new Thread(child::read, "read " + name);
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    private void read() {
        try (BufferedReader from = process.inputReader(StandardCharsets.UTF_8)) {
            from.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException e) {
            // It ended while it was read, which the end of the answers says as well.
        }
        answers.add(GONE);
    }

    @Override
    public String ask(String question) throws IOException, InterruptedException {
        try {
            to.write(question + '\n');
            to.flush();
        } catch (IOException e) {
            throw new IOException(name + " ended early; why may stand above", e);
        }
        String answer = answers.poll(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
        if (answer == null) {
            process.destroyForcibly();
            throw new IOException(name + " did not answer '" + question + "' within " + SECONDS_TO_ANSWER + " s");
        }
        if (answer.equals(GONE)) {
            answers.add(GONE);
            throw new IOException(name + " ended early; why may stand above");
        }
        return Lines.read(answer);
    }

    /** Ends the process and waits until it did. */
    @Override
    public void close() throws IOException {
        try {
            to.close();
        } catch (IOException e) {
            // It is gone already, and what was left to write with it.
        }
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // This process is ending, and the hook ends the other.
            process.destroyForcibly();
        }
    }
}
