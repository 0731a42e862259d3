package org.sluice.it;

/** Everything that a deployed WAR has to do, on whatever container. */
interface AllContracts extends MessageContract, StreamContract, CloseContract, ErrorContract, PlainContract {}
