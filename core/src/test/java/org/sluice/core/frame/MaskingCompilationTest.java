package org.sluice.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What HotSpot makes of the loop that masks, by its own log. */
@Timeout(120)
class MaskingCompilationTest {

    private static final Pattern COMPILED =
            Pattern.compile("<nmethod [^>]*compiler='c2'[^>]*method='org\\.sluice\\.core\\.frame\\.Masking ");
    /** At runtime, which a thread says; the compiler lists those that it has planned, too. */
    private static final Pattern TRAP = Pattern.compile("<uncommon_trap thread=.*?</uncommon_trap>", Pattern.DOTALL);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    @DisplayName("payloads of all lengths leave the loop that masks as fast as the compiler can make it")
    void theLoopIsCompiledForGood() throws Exception {
        Path log = folder.resolve("compilation.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // A virtual machine that has no such log leaves no file.
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+LogCompilation",
                        "-XX:LogFile=" + log,
                        // Compiled as soon as it is asked for, so that the rest runs what was compiled.
                        "-Xbatch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Payloads.class.getName())
                .inheritIO()
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
        assumeThat(Files.exists(log)).as("HotSpot, which logs what it compiles").isTrue();

        String compilations = Files.readString(log);

        assertThat(COMPILED.matcher(compilations).find()).as("compiled").isTrue();
        assertThat(TRAP.matcher(compilations).results().map(MatchResult::group))
                .filteredOn(trap -> trap.contains("org.sluice.core.frame.Masking"))
                .filteredOn(trap -> trap.contains("loop_limit_check") || trap.contains("predicate"))
                .as("limits of the loop that did not hold")
                .isEmpty();
    }

    /** Unmasks what a server gets: pieces of large frames, of every length down to none. Those of one word are the ones that matter. */
    static final class Payloads {

        private static final int LARGEST = 16 * 1024;
        private static final int COUNT = 20_000;

        private Payloads() {}

        public static void main(String[] none) {
            Random random = new Random(1);
            ByteBuffer received = ByteBuffer.allocateDirect(LARGEST);
            ByteBuffer unmasked = ByteBuffer.allocate(LARGEST);
            for (int i = 0; i < COUNT; i++) {
                int length = random.nextInt(i % 4 == 0 ? 20 : LARGEST);
                Masking.copy(received.clear().limit(length), unmasked.clear(), i, i);
            }
        }
    }
}
