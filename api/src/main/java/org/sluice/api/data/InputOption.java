package org.sluice.api.data;

/** How {@link DataReader#load} goes about it; without any, a load waits for exactly what it was asked for. */
public enum InputOption {

    /** A load completes as soon as there is at least one byte, or the stream has ended (P32, P47). */
    PARTIAL,

    /** A load may bring more than it was asked for, if that is there without waiting. */
    READ_AHEAD
}
