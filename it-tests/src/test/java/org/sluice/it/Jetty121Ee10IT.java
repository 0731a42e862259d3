package org.sluice.it;

import java.util.Set;
import org.junit.jupiter.api.Tag;

/** All contracts on Jetty 12.1 with Jakarta EE 10. */
@Tag("jetty-12.1-ee10")
class Jetty121Ee10IT extends ContractsOnContainer {

    @Override
    public Set<Quirk> quirks() {
        return Set.of(Quirk.PATHS_AS_SENT);
    }
}
