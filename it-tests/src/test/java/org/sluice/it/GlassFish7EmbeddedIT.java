package org.sluice.it;

import java.util.Set;
import org.junit.jupiter.api.Tag;

/** All contracts on GlassFish 7, embedded. */
@Tag("glassfish-7-embedded")
class GlassFish7EmbeddedIT extends ContractsOnContainer {

    @Override
    public Set<Quirk> quirks() {
        return Set.of(Quirk.HOLDS_A_THREAD, Quirk.MIXES_UP_REQUESTS);
    }
}
