package org.sluice.samples;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.sluice.client.cli.ClientCommands;
import org.sluice.client.cli.Streams;
import org.sluice.samples.demo.DemoCommand;
import org.sluice.server.launcher.ServeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program behind the script {@code sluice}: hands over to its commands. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Messages and streams over WebSocket.",
        // Not a command of this program, which must not depend on the peers; the script starts it.
        footer = {"", "The script ./sluice also has bench, which measures Sluice and its peers."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went well", "1:it failed", "2:it was called wrongly"},
        subcommands = {ServeCommand.class, DemoCommand.class, HelpCommand.class, Version.class})
public final class Sluice {

    // Held, because the logging of the platform forgets levels of loggers that nobody holds.
    private static final Logger ENGINE_LOG = Logger.getLogger("org.glassfish");

    private Sluice() {}

    /**
     * Runs a command and ends the program.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        System.exit(run(Streams.system(), args));
    }

    /** Runs a command. */
    static int run(Streams streams, String... args) {
        // What goes wrong is said by the commands, in one line.
        ENGINE_LOG.setLevel(Level.SEVERE);
        return ClientCommands.addTo(new CommandLine(new Sluice()), streams).execute(args);
    }
}
