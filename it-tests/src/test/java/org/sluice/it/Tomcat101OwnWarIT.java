package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** A user's WAR on Tomcat 10.1. */
@Tag("tomcat-10.1")
public class Tomcat101OwnWarIT extends OwnWarOnContainer {}
