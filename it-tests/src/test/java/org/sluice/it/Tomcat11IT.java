package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on Tomcat 11. */
@Tag("tomcat-11")
class Tomcat11IT extends ContractsOnContainer {}
