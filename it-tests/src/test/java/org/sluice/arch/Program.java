package org.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles the program of the test resources {@code arch/probe} and runs it in a virtual machine of its own. */
final class Program {

    private static final int SECONDS = 60;

    private final Path folder;

    Program(Path folder) {
        this.folder = folder;
    }

    /** Compiles into the folder {@code classes}. */
    Path compile(String pathOption, String path, String... sources) throws Exception {
        Path classes = folder.resolve("classes");
        List<String> arguments =
                new ArrayList<>(List.of("--release", "17", "-proc:none", pathOption, path, "-d", classes.toString()));
        for (String source : sources) {
            URL resource = Program.class.getResource("/arch/probe/" + source);
            assertThat(resource).as(source).isNotNull();
            arguments.add(Path.of(resource.toURI()).toString());
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).as("exit code of the compiler").isZero();
        return classes;
    }

    /** Runs {@code java} with the arguments and gives the lines that it printed. */
    List<String> run(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx128m");
        Stream.of(arguments).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended)
                    .as("ends within %s s; it printed: %s", SECONDS, printed)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("exit code; it printed: %s", printed)
                    .isZero();
            return printed.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
