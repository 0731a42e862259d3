package org.sluice.samples.demo;

import java.io.PrintWriter;
import java.util.Locale;
import org.sluice.client.cli.Amounts;

/** Prints the results as they come. */
final class Table {

    private static final String TITLE = "%-26s";
    private static final String ROW = "%12s%14s%14s%14s  %s%n";

    private final PrintWriter out;

    Table(PrintWriter out) {
        this.out = out;
    }

    void head(long heap) {
        out.println("A server and a client, each a Java program with a heap of at most " + Amounts.bytes(heap) + ":");
        out.println();
        out.printf(
                Locale.ROOT, TITLE + ROW, "what was sent", "amount", "rate", "client heap", "server heap", "verified");
        out.flush();
    }

    /** Says what is under way. */
    void begin(Exercise exercise) {
        out.printf(Locale.ROOT, TITLE, exercise.title());
        out.flush();
    }

    void row(Result result, long serverHeap) {
        out.printf(
                Locale.ROOT,
                ROW,
                result.amount(),
                result.rate(),
                Amounts.bytes(result.peakHeap()),
                Amounts.bytes(serverHeap),
                result.verified() ? "yes" : "NO: " + result.failure());
        out.flush();
    }

    void foot() {
        out.println();
        out.println("Heap: the most that was in use at once, garbage included.");
        out.println(
                "Verified: each message came back as sent, in order; each stream has the same length and CRC32C at both ends.");
    }
}
