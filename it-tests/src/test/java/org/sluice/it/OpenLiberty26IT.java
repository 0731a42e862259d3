package org.sluice.it;

import java.util.Set;
import org.junit.jupiter.api.Tag;

/** All contracts on Open Liberty 26. */
@Tag("open-liberty-26")
class OpenLiberty26IT extends ContractsOnContainer {

    @Override
    public Set<Quirk> quirks() {
        return Set.of(Quirk.TEXT_BY_FRAMES, Quirk.NO_CUT, Quirk.HOLDS_A_THREAD);
    }
}
