package org.sluice.it;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Set;

/** A server that may have {@link Quirk}s. */
interface Quirky extends Server {

    /** What the container does that no application can mend. */
    default Set<Quirk> quirks() {
        return Set.of();
    }

    /** Passes a test over where the container has a quirk, with its reason. */
    default void assumeNot(Quirk quirk) {
        assumeFalse(quirks().contains(quirk), quirk.reason());
    }
}
