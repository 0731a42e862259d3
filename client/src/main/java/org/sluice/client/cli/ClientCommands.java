package org.sluice.client.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Gives a command line the commands {@code message}, {@code put} and {@code get}, and their way to report failures. */
public final class ClientCommands {

    private ClientCommands() {}

    /**
     * Adds the commands. Every command of the command line, those added before as well, then reports a failure in one line on
     * standard error and ends with 0 if all went well, 1 after a failure and 2 if it was called wrongly.
     *
     * @param root the command line, with its other commands
     * @param streams where the commands read and write
     * @return root
     */
    public static CommandLine addTo(CommandLine root, Streams streams) {
        return root.addSubcommand(new MessageCommand(streams))
                .addSubcommand(new PutCommand(streams))
                .addSubcommand(new GetCommand(streams))
                .setOut(new PrintWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8), true))
                .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(OneLineErrors::wrongUsage)
                .setExecutionExceptionHandler(OneLineErrors::failed);
    }
}
