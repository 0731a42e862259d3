package org.sluice.core.socket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.sluice.api.CloseCode;

/** What becomes of a socket whose application fails it: it closes with 1011, or 1013, and the log says why. Has no lock. */
final class ApplicationFailures {

    private static final Logger LOG = System.getLogger("org.sluice");

    private final Life life;
    private final Closing closing;

    ApplicationFailures(Life life, Closing closing) {
        this.life = life;
        this.closing = closing;
    }

    /** A handler failed, which on a socket that has ended may be the end itself. */
    void handlerFailed(String handler, Throwable failure) {
        if (!life.canSend()) {
            LOG.log(Level.DEBUG, () -> handler + " ended with the connection", failure);
            return;
        }
        LOG.log(Level.WARNING, handler + " of the application failed; the socket closes with 1011", failure);
        closing.closeAndWait(CloseCode.INTERNAL_ERROR, "the endpoint failed");
    }

    /** Nothing of what was received was taken for so long. */
    void stalled(Duration timeout) {
        LOG.log(
                Level.WARNING,
                "The application took nothing for {0} of what it received; the socket closes with 1013",
                timeout);
        closing.closeSoon(CloseCode.TRY_AGAIN_LATER, "the application took nothing for " + timeout);
    }
}
