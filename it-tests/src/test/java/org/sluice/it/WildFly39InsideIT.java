package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** Inside WildFly 39. */
@Tag("wildfly-39")
public class WildFly39InsideIT extends ContractsInContainer {}
