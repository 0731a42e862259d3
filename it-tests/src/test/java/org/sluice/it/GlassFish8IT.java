package org.sluice.it;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;

/** All contracts on GlassFish 8. */
@Tag("glassfish-8")
@EnabledOnJre(value = JRE.JAVA_17, disabledReason = "this milestone starts on Java 17 only")
class GlassFish8IT extends ContractsOnContainer {

    @Override
    public Set<Quirk> quirks() {
        return Set.of(Quirk.HOLDS_A_THREAD, Quirk.MIXES_UP_REQUESTS);
    }
}
