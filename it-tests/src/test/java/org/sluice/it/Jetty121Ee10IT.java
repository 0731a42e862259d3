package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on Jetty 12.1 in its environment for Jakarta EE 10. */
@Tag("jetty-12.1-ee10")
class Jetty121Ee10IT extends ContractsOnContainer {}
