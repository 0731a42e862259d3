package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** Inside Tomcat 11. */
@Tag("tomcat-11")
public class Tomcat11InsideIT extends ContractsInContainer {}
