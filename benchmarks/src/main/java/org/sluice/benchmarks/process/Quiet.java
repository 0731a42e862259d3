package org.sluice.benchmarks.process;

import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps libraries out of the conversation: what they print goes to the errors, and they log warnings only. */
final class Quiet {

    /** Held, because the logging of the platform forgets levels of loggers that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    private Quiet() {}

    /** The standard output, which from now on is this program's alone. */
    static PrintStream takeOutput() {
        ROOT.setLevel(Level.WARNING);
        PrintStream out = System.out;
        System.setOut(System.err);
        return out;
    }
}
