package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on GlassFish 7, embedded. */
@Tag("glassfish-7-embedded")
class GlassFish7EmbeddedIT extends ContractsOnContainer {}
