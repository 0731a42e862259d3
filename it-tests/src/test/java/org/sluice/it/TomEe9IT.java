package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on TomEE 9. */
@Tag("tomee-9")
class TomEe9IT extends ContractsOnContainer {}
