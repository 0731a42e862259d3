package org.sluice.it.app;

import org.sluice.api.ClosedEvent;

/** How the end of a connection stands in the journal. */
final class Endings {

    private Endings() {}

    static String line(ClosedEvent event) {
        return "closed " + event.code() + " " + event.closedBy() + " " + (event.clean() ? "clean" : "lost") + " "
                + event.reason();
    }
}
