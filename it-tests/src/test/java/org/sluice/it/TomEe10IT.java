package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on TomEE 10. */
@Tag("tomee-10")
class TomEe10IT extends ContractsOnContainer {}
