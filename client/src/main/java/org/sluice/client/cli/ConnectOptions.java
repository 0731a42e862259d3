package org.sluice.client.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.api.WebSocket;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of every command that connects; a {@link Mixin}. */
final class ConnectOptions {

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--header",
            paramLabel = "NAME:VALUE",
            converter = RequestHeader.Converter.class,
            description = "Adds a header to the handshake; may be repeated.")
    private List<RequestHeader> headers = List.of();

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description = "Offers a sub-protocol, the preferred first; may be repeated.")
    private List<String> protocols = List.of();

    @Option(
            names = "--connect-timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to wait for each address of the server, such as 500ms, 10s or 2m.")
    private @Nullable Duration connectTimeout;

    /** Sets the options and connects. What the socket refuses as an argument was wrong on the command line. */
    void connect(WebSocket socket, URI url) throws IOException {
        try {
            headers.forEach(header -> socket.setRequestHeader(header.name(), header.value()));
            socket.control().supportedProtocols(protocols);
            if (connectTimeout != null) {
                socket.control().connectTimeout(connectTimeout);
            }
            socket.connect(url);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    ParameterException wrongUsage(String message) {
        if (spec == null) {
            throw new IllegalStateException("used outside of a command line");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
