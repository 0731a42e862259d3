package org.sluice.it;

import java.util.Set;
import org.junit.jupiter.api.Tag;

/** All contracts on the embedded launcher with the portable port at both ends: the same promises hold on either. */
@Tag("embedded-grizzly-portable")
class EmbeddedGrizzlyPortableIT extends ContractsOnContainer {

    @Override
    public Set<Quirk> quirks() {
        return Set.of(Quirk.HOLDS_A_THREAD);
    }
}
