package org.sluice.it;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Tests inside TomEE 9. */
@Tag("tomee-9")
@EnabledForJreRange(
        max = JRE.JAVA_23,
        disabledReason = "Java 24 has no security policy to set (JEP 486): this version starts as Tomcat alone")
public class TomEe9InsideIT extends ContractsInContainer {}
