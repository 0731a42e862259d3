package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** Inside GlassFish 7, embedded. */
@Tag("glassfish-7-embedded")
public class GlassFish7EmbeddedInsideIT extends ContractsInContainer {}
