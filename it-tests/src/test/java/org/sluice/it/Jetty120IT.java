package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on Jetty 12.0. */
@Tag("jetty-12.0")
class Jetty120IT extends ContractsOnContainer {}
