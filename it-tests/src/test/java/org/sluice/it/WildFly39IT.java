package org.sluice.it;

import java.util.Set;
import org.junit.jupiter.api.Tag;

/** All contracts on WildFly 39. */
@Tag("wildfly-39")
class WildFly39IT extends ContractsOnContainer {

    @Override
    public Set<Quirk> quirks() {
        return Set.of(Quirk.HOLDS_A_THREAD);
    }
}
