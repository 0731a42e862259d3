package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** Inside the embedded launcher. */
@Tag("embedded-grizzly")
public class EmbeddedGrizzlyInsideIT extends ContractsInContainer {}
