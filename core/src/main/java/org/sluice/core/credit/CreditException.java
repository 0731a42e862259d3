package org.sluice.core.credit;

import java.io.IOException;

/** The peer speaks of credit and breaks the rules of docs/flow-control.md; what follows from that is left to the caller. */
public final class CreditException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is wrong; at most 123 bytes of UTF-8, since the peer is told, and nothing of what it sent
     */
    CreditException(String message) {
        super(message);
    }
}
