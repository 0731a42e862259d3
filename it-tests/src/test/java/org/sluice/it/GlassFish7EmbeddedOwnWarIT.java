package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** A user's WAR on GlassFish 7, embedded. */
@Tag("glassfish-7-embedded")
public class GlassFish7EmbeddedOwnWarIT extends OwnWarOnContainer {}
