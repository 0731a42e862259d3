package org.sluice.samples;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.sluice.client.cli.Streams;

/** Runs commands in this program, on pipes. */
final class Cli {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private InputStream in = InputStream.nullInputStream();
    private int exitCode = -1;

    static Cli run(String... args) {
        return new Cli().start(args);
    }

    Cli in(byte[] input) {
        in = new ByteArrayInputStream(input);
        return this;
    }

    Cli in(String input) {
        return in(input.getBytes(StandardCharsets.UTF_8));
    }

    Cli in(InputStream input) {
        in = input;
        return this;
    }

    Cli start(String... args) {
        exitCode = Sluice.run(
                new Streams(in, out, new PrintStream(err, true, StandardCharsets.UTF_8), false, false), args);
        return this;
    }

    int exitCode() {
        return exitCode;
    }

    byte[] outBytes() {
        return out.toByteArray();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
