package org.sluice.grizzly.wire;

/** The same in segments that are arrays, as a line with TLS has them. */
class FrameDraftOnHeapTest extends FrameDraftTest {

    @Override
    boolean direct() {
        return false;
    }
}
