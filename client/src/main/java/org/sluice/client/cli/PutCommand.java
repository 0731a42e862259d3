package org.sluice.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sluice.api.ClosedEvent;
import org.sluice.api.StreamWebSocket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a file as one message, and prints the message with which the server answers, if it does. */
@Command(
        name = "put",
        mixinStandardHelpOptions = true,
        description = {
            "Sends a file of any size as one message to a stream endpoint.",
            "The server's answer, if it sends one, is printed. If it tells bytes and CRC32C, they must be those sent."
        })
final class PutCommand implements Callable<Integer> {

    private final Streams streams;

    @Parameters(paramLabel = "FILE", description = "What is sent; - is standard input.")
    private @Nullable String file;

    @Parameters(paramLabel = "URL", converter = UrlConverter.class, description = "ws:// or wss://")
    private @Nullable URI url;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "5s",
            description = "How long to wait for an answer after the end of the file (${DEFAULT-VALUE}).")
    private Duration wait = Duration.ZERO;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final ProgressOptions progress = new ProgressOptions();

    PutCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        String name = Objects.requireNonNull(file);
        if (name.equals("-")) {
            send(streams.in(), OptionalLong.empty());
            return 0;
        }
        Path source = Path.of(name);
        if (!Files.exists(source) || Files.isDirectory(source)) {
            throw connect.wrongUsage(name + (Files.exists(source) ? " is a folder" : " does not exist"));
        }
        // A device or a pipe has no size to tell.
        OptionalLong size = Files.isRegularFile(source) ? OptionalLong.of(Files.size(source)) : OptionalLong.empty();
        try (InputStream in = Files.newInputStream(source)) {
            send(in, size);
        }
        return 0;
    }

    private void send(InputStream from, OptionalLong size) throws IOException {
        Transfer transfer = new Transfer();
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            Ending ending = Ending.of(socket);
            FirstAnswer answer = FirstAnswer.of(socket);
            connect.connect(socket, Objects.requireNonNull(url));
            answer.start();
            try (Progress shown = progress.start(streams, size)) {
                // Not closed on failure, because that would end the message as if it were whole.
                OutputStream message = socket.newMessage();
                transfer.copy(from, message, shown);
                message.close();
            }
            Optional<String> answered = answer.await(wait);
            ClosedEvent unused = ending.close(socket);
            progress.summary(streams, transfer.summary("sent"));
            if (answered.isPresent()) {
                print(answered.get(), transfer);
            }
        }
    }

    private void print(String answer, Transfer transfer) throws IOException {
        streams.out().write((answer + '\n').getBytes(StandardCharsets.UTF_8));
        streams.out().flush();
        Optional<Receipt> receipt = Receipt.in(answer);
        if (receipt.isPresent() && !receipt.get().equals(new Receipt(transfer.bytes(), transfer.crc32c()))) {
            throw new IOException("the server did not receive what was sent");
        }
    }
}
