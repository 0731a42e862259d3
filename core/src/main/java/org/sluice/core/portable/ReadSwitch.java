package org.sluice.core.portable;

/**
 * Stops and restarts a container's reading of one connection. A container may deliver some more after it was stopped: what it has read
 * already.
 */
interface ReadSwitch {

    /** A delivery begins; by the thread that delivers. */
    void begin();

    /** Stops the container; by the thread that delivers, from within the delivery. */
    void off();

    /** The delivery ends, and did not stop the container where there is to be more; by the thread that delivers, last of all. */
    void end(boolean more);

    /** Restarts it once for each stop; by any thread, also before the delivery that stopped it is over, and after the end of the connection. */
    void on();
}
