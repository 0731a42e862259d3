package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on WildFly 39. */
@Tag("wildfly-39")
class WildFly39IT extends ContractsOnContainer {}
