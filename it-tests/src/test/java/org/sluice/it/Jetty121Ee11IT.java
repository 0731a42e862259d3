package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on Jetty 12.1 in its environment for Jakarta EE 11. */
@Tag("jetty-12.1-ee11")
class Jetty121Ee11IT extends ContractsOnContainer {}
