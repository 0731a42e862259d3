package org.sluice.it;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** All contracts on TomEE 9. */
@Tag("tomee-9")
@EnabledForJreRange(
        max = JRE.JAVA_23,
        disabledReason = "Java 24 has no security policy to set (JEP 486): this version starts as Tomcat alone")
class TomEe9IT extends ContractsOnContainer {}
