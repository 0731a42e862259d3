package org.sluice.it;

import java.util.Set;
import org.junit.jupiter.api.Tag;

/** All contracts on the embedded launcher. */
@Tag("embedded-grizzly")
class EmbeddedGrizzlyIT extends ContractsOnContainer {

    @Override
    public Set<Quirk> quirks() {
        return Set.of(Quirk.NO_WEB_XML);
    }
}
