package org.sluice.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the client alone. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Talks to WebSocket endpoints.")
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the program.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        System.exit(ClientCommands.addTo(new CommandLine(new Main()), Streams.system())
                .execute(args));
    }
}
