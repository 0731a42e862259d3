package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** A user's WAR on WildFly 39. */
@Tag("wildfly-39")
public class WildFly39OwnWarIT extends OwnWarOnContainer {}
