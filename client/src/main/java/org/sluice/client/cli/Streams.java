package org.sluice.client.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where commands read and write.
 *
 * @param in standard input
 * @param out standard output, for data alone
 * @param err standard error, for progress and failures
 * @param inIsTerminal whether someone types the input and sees the output
 * @param errIsTerminal whether someone sees standard error
 */
public record Streams(InputStream in, OutputStream out, PrintStream err, boolean inIsTerminal, boolean errIsTerminal) {

    /** Java cannot tell which of the three are terminals, so the start script does, by their numbers. */
    private static final String TERMINALS = "sluice.terminals";

    /**
     * Those of this program.
     *
     * @return standard input and output without any conversion, standard error as UTF-8
     */
    public static Streams system() {
        String terminals = System.getProperty(TERMINALS, "");
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                terminals.contains("0") && terminals.contains("1"),
                terminals.contains("2"));
    }
}
