package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on Open Liberty 26. */
@Tag("open-liberty-26")
class OpenLiberty26IT extends ContractsOnContainer {}
