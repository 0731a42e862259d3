package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** A user's WAR on Tomcat 11. */
@Tag("tomcat-11")
public class Tomcat11OwnWarIT extends OwnWarOnContainer {}
