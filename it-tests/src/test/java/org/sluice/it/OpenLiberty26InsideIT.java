package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** Tests inside Open Liberty 26. */
@Tag("open-liberty-26")
public class OpenLiberty26InsideIT extends ContractsInContainer {}
