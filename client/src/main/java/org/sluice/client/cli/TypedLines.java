package org.sluice.client.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Lines that someone types at a prompt, while received messages appear above it. Ctrl-D and Ctrl-C end the input. */
final class TypedLines implements Lines {

    private final Terminal terminal;
    private final LineReader reader;

    TypedLines() throws IOException {
        this(TerminalBuilder.builder().system(true).dumb(true).build());
    }

    TypedLines(Terminal terminal) {
        this.terminal = terminal;
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                // An exclamation mark is a character like any other here.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    @Override
    public byte @Nullable [] next() {
        try {
            return reader.readLine("> ").getBytes(StandardCharsets.UTF_8);
        } catch (EndOfFileException | UserInterruptException e) {
            return null;
        }
    }

    @Override
    public void show(String message) {
        reader.printAbove(Visible.text(message));
    }

    @Override
    public void close() throws IOException {
        if (reader.isReading()) {
            // The server ended it; what is said about that belongs on a line of its own.
            terminal.writer().println();
        }
        terminal.close();
    }
}
