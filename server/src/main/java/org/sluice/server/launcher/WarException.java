package org.sluice.server.launcher;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A WAR file or folder that cannot be served, with what to do about it in the message. */
public final class WarException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path war;

    WarException(Path war, String problem, @Nullable Throwable cause) {
        super("cannot serve " + war + ": " + problem, cause);
        this.war = war;
    }

    /**
     * Which one.
     *
     * @return the file or folder as it was given
     */
    public Path war() {
        return war;
    }
}
