package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** Tests inside Jetty 12.1 with Jakarta EE 10. */
@Tag("jetty-12.1-ee10")
public class Jetty121Ee10InsideIT extends ContractsInContainer {}
