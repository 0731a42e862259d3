package org.sluice.core.portable;

/**
 * Stops and restarts a container's reading of one connection. A container may deliver some more after it was stopped: what it has read
 * already.
 */
interface ReadSwitch {

    /** A delivery begins; by the thread that delivers. */
    void begin();

    /** The delivery does not stop the container; by the thread that delivers, at its end. */
    void goOn();

    /** Stops the container; by the thread that delivers, from within the delivery. */
    void off();

    /** Restarts it once for each stop; by any thread, also before the delivery that stopped it is over, and after the end of the connection. */
    void on();
}
