package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** Tests inside Payara Micro 6. */
@Tag("payara-micro-6")
public class PayaraMicro6InsideIT extends ContractsInContainer {}
