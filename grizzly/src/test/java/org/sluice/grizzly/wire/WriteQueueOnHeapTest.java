package org.sluice.grizzly.wire;

/** The same in segments that are arrays, as a line with TLS has them. */
class WriteQueueOnHeapTest extends WriteQueueTest {

    @Override
    boolean direct() {
        return false;
    }
}
