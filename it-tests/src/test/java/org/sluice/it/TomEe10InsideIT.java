package org.sluice.it;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Tests inside TomEE 10. */
@Tag("tomee-10")
@EnabledForJreRange(
        max = JRE.JAVA_23,
        disabledReason = "Java 24 has no security policy to set (JEP 486): this version does not start")
public class TomEe10InsideIT extends ContractsInContainer {}
