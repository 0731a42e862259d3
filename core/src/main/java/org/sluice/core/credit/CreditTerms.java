package org.sluice.core.credit;

import java.util.Optional;

/**
 * What both ends have agreed on: that credit is in force.
 *
 * @param window what this end grants at first, in bytes
 * @param peerWindow what the peer grants before its first grant; 0 in the sub-protocol, where that one tells
 * @param text whether grants are text messages of the sub-protocol
 */
public record CreditTerms(int window, int peerWindow, boolean text) {

    /**
     * What follows from the two headers.
     *
     * @param own what this end offered
     * @param peer what the peer offered, if it did
     * @return empty where there is no credit
     */
    public static Optional<CreditTerms> of(CreditOffer own, Optional<CreditOffer> peer) {
        return peer.filter(other -> other.kind() == own.kind())
                .map(other -> new CreditTerms(own.window(), other.window(), false));
    }

    /**
     * Those of the sub-protocol {@link Grant#SUB_PROTOCOL}.
     *
     * @param window what this end grants
     * @return the terms
     */
    public static CreditTerms ofSubProtocol(int window) {
        return new CreditTerms(window, 0, true);
    }

    /**
     * How large the chunks of a stream are.
     *
     * @return 16 to 64 KiB
     */
    public int chunk() {
        // A peer of the sub-protocol offers no less than the smallest window.
        return StreamChunks.size(text ? CreditOffer.MIN_WINDOW : peerWindow);
    }
}
