package org.sluice.benchmarks.peers;

/** What a workload asks of a peer, and some peers do not have. */
public enum Need {
    /** Messages, and not only bytes. */
    MESSAGES,
    /** A server of its own, where it is the server that is measured. */
    SERVER,
    /** TLS. */
    TLS
}
