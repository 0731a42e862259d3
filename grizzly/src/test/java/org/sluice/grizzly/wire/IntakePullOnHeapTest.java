package org.sluice.grizzly.wire;

/** The same over a line that reads into arrays, as one with TLS does. */
class IntakePullOnHeapTest extends IntakePullTest {

    @Override
    boolean direct() {
        return false;
    }
}
