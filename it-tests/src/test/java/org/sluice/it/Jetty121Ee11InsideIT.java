package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** Tests inside Jetty 12.1 with Jakarta EE 11. */
@Tag("jetty-12.1-ee11")
public class Jetty121Ee11InsideIT extends ContractsInContainer {}
