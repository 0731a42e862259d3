package org.sluice.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sluice.api.ClosedEvent;
import org.sluice.api.Phase;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves what a stream endpoint sends. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = "Saves a message of a stream endpoint as a file, of any size.")
final class GetCommand implements Callable<Integer> {

    /** What {@code /stream/generate?bytes=N} is asked for; a guess that serves the progress bar alone. */
    private static final Pattern BYTES_IN_QUERY = Pattern.compile("(?:.*&)?bytes=(\\d{1,18})(?:&.*)?");

    private final Streams streams;

    @Parameters(paramLabel = "URL", converter = UrlConverter.class, description = "ws:// or wss://")
    private @Nullable URI url;

    @Parameters(paramLabel = "FILE", description = "Where the bytes go; - is standard output.")
    private @Nullable String file;

    @Option(
            names = {"-f", "--force"},
            description = "Replaces the file if it exists.")
    private boolean force;

    @Option(names = "--all", description = "Saves all messages, one after the other, until the server closes.")
    private boolean all;

    @Option(
            names = "--bytes",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "How much to expect, such as 64KiB; any other amount is a failure.")
    private @Nullable Long bytes;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final ProgressOptions progress = new ProgressOptions();

    GetCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        String name = Objects.requireNonNull(file);
        if (name.equals("-")) {
            receive(streams.out());
            streams.out().flush();
            return 0;
        }
        Path target = Path.of(name).toAbsolutePath();
        throwUnlessCreatable(target);
        try (PartialFile partial = PartialFile.create(target, force)) {
            partial.keep(receive(partial.out()));
        }
        return 0;
    }

    private void throwUnlessCreatable(Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(target)) {
                throw connect.wrongUsage(file + " is not a file");
            }
            if (!force) {
                throw connect.wrongUsage(file + " exists; --force replaces it");
            }
        } else if (!Files.isDirectory(target.resolveSibling(""))) {
            throw connect.wrongUsage("the folder " + target.getParent() + " does not exist");
        }
    }

    private long receive(OutputStream to) throws IOException {
        URI from = Objects.requireNonNull(url);
        Transfer transfer = new Transfer();
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            Ending ending = Ending.of(socket);
            connect.connect(socket, from);
            try (Progress shown = progress.start(streams, expected(from))) {
                if (all) {
                    transfer.copy(socket.inputStream(), to, shown);
                    ClosedEvent unused = ending.goodOne();
                } else {
                    transfer.copy(oneMessage(socket, ending), to, shown);
                }
            }
            throwUnlessExpected(transfer.bytes());
        }
        progress.summary(streams, transfer.summary("received"));
        return transfer.bytes();
    }

    private static InputStream oneMessage(StreamWebSocket socket, Ending ending) throws IOException {
        Optional<InputStream> message = socket.nextMessage();
        if (message.isEmpty()) {
            throw new WebSocketException(
                    "no message came; " + Ending.text(ending.goodOne()), WebErrorStatus.DISCONNECTED, Phase.TRANSFER);
        }
        return message.get();
    }

    private OptionalLong expected(URI from) {
        if (bytes != null) {
            return OptionalLong.of(bytes);
        }
        Matcher query = BYTES_IN_QUERY.matcher(Objects.requireNonNullElse(from.getQuery(), ""));
        return query.matches() ? OptionalLong.of(Long.parseLong(query.group(1))) : OptionalLong.empty();
    }

    private void throwUnlessExpected(long received) throws IOException {
        if (bytes != null && bytes != received) {
            throw new IOException("received " + received + " bytes instead of the " + bytes + " expected");
        }
    }
}
