package org.sluice.core.frame;

/** Which end of a connection this is, and so which frames must be masked (RFC 6455, 5.1). */
public enum Role {
    /** Sends masked frames and takes unmasked ones. */
    CLIENT,
    /** Sends unmasked frames and takes masked ones. */
    SERVER;

    /**
     * Whether this end masks.
     *
     * @return true for a client
     */
    public boolean masks() {
        return this == CLIENT;
    }
}
