package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** Inside Tomcat 10.1. */
@Tag("tomcat-10.1")
public class Tomcat101InsideIT extends ContractsInContainer {}
