package org.sluice.api;

/** Which end began the closing of a connection. */
public enum ClosedBy {
    /** This end called close, or ended the connection because of an error it found. */
    LOCAL,
    /** The peer sent its close frame first. */
    REMOTE,
    /** Neither: the connection was lost without a close frame. */
    NONE
}
