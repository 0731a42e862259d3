package org.sluice.it;

import org.junit.jupiter.api.Tag;

/** All contracts on Payara Micro 6. */
@Tag("payara-micro-6")
class PayaraMicro6IT extends ContractsOnContainer {}
