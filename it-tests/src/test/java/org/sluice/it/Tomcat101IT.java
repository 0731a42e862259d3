package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on Tomcat 10.1. */
@Tag("tomcat-10.1")
class Tomcat101IT extends ContractsOnContainer {}
