package org.sluice.it;

import java.util.Set;
import org.junit.jupiter.api.Tag;

/** All contracts on Payara Micro 6. */
@Tag("payara-micro-6")
class PayaraMicro6IT extends ContractsOnContainer {

    @Override
    public Set<Quirk> quirks() {
        return Set.of(Quirk.HOLDS_A_THREAD, Quirk.MIXES_UP_REQUESTS);
    }
}
