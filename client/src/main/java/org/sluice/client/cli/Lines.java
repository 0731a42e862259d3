package org.sluice.client.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the lines to send come from, and where received ones are shown. */
interface Lines extends AutoCloseable {

    /** The next line without its end, or null after the last. Blocks. */
    byte @Nullable [] next() throws IOException;

    /** Shows a received message. */
    void show(String message) throws IOException;

    @Override
    void close() throws IOException;
}
