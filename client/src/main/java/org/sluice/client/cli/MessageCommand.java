package org.sluice.client.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Talks to a message endpoint, line by line. */
@Command(
        name = "message",
        mixinStandardHelpOptions = true,
        description = {
            "Sends each line of standard input as a message and prints each message received.",
            "At the end of input it goes on until nothing came for the time of --wait, or until the messages of "
                    + "--expect came, and closes. Text is printed as it is, binary as its size and first bytes."
        })
final class MessageCommand implements Callable<Integer> {

    private static final Duration AFTER_TYPING = Duration.ZERO;
    private static final Duration AFTER_PIPE = Duration.ofSeconds(1);
    private static final Duration FOR_EXPECTED = Duration.ofSeconds(30);

    private final Streams streams;

    @Parameters(paramLabel = "URL", converter = UrlConverter.class, description = "ws:// or wss://")
    private @Nullable URI url;

    @Option(names = "--binary", description = "Sends the lines as binary messages, whatever bytes they have.")
    private boolean binary;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to wait for a message after the end of input (1s; nothing after typed input; "
                    + "30s with --expect).")
    private @Nullable Duration wait;

    @Option(
            names = "--expect",
            paramLabel = "N",
            description = "Closes after the end of input as soon as N messages came; fewer are a failure.")
    private @Nullable Long expected;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "The largest message to take, such as 16MiB (1MiB).")
    private @Nullable Long maxSize;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    MessageCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        ClosedEvent how;
        try (Lines lines = streams.inIsTerminal() ? new TypedLines() : new PipedLines(streams.in(), streams.out());
                MessageWebSocket socket = MessageWebSocket.create()) {
            limit(socket);
            Conversation talk = new Conversation(socket, lines, binary ? MessageType.BINARY : MessageType.UTF8);
            connect.connect(socket, Objects.requireNonNull(url));
            how = talk.run(expected, quiet());
        }
        if (how.closedBy() == ClosedBy.REMOTE) {
            streams.err().println(Ending.text(how));
        }
        return 0;
    }

    private void limit(MessageWebSocket socket) {
        if (maxSize != null) {
            try {
                socket.control().maxMessageSize(maxSize);
            } catch (IllegalArgumentException e) {
                throw connect.wrongUsage("--max-size: " + e.getMessage());
            }
        }
    }

    private Duration quiet() {
        if (wait != null) {
            return wait;
        }
        if (expected != null) {
            return FOR_EXPECTED;
        }
        return streams.inIsTerminal() ? AFTER_TYPING : AFTER_PIPE;
    }
}
