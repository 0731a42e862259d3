package org.sluice.client.cli;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How much a transfer says on standard error; a mixin. */
final class ProgressOptions {

    @ArgGroup
    private @Nullable Choice choice;

    /** At most one of these. */
    static final class Choice {
        @Option(names = "--progress", description = "Shows progress even where standard error is not a terminal.")
        private boolean always;

        @Option(
                names = {"-q", "--quiet"},
                description = "Says nothing on standard error unless it fails.")
        private boolean quiet;
    }

    Progress start(Streams streams, OptionalLong total) {
        boolean wanted = choice == null ? streams.errIsTerminal() : choice.always;
        return wanted ? new ProgressBar(streams.err(), total) : Progress.NONE;
    }

    void summary(Streams streams, String text) {
        if (choice == null || !choice.quiet) {
            streams.err().println(text);
        }
    }
}
