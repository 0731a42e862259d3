package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on the embedded launcher. */
@Tag("embedded-grizzly")
class EmbeddedGrizzlyIT extends ContractsOnContainer {}
