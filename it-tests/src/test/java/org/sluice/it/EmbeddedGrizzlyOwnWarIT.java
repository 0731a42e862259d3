package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** A user's WAR on the embedded launcher. */
@Tag("embedded-grizzly")
public class EmbeddedGrizzlyOwnWarIT extends OwnWarOnContainer {}
