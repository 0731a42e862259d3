package org.sluice.it;

import java.util.Set;
import org.junit.jupiter.api.Tag;

/** All contracts on Jetty 12.0. */
@Tag("jetty-12.0")
class Jetty120IT extends ContractsOnContainer {

    @Override
    public Set<Quirk> quirks() {
        return Set.of(Quirk.PATHS_AS_SENT);
    }
}
