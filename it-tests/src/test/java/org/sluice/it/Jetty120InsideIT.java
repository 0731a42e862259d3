package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** Tests inside Jetty 12.0. */
@Tag("jetty-12.0")
public class Jetty120InsideIT extends ContractsInContainer {}
