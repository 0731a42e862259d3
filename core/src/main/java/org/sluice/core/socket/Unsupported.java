package org.sluice.core.socket;

/** What cannot be had on a connection that a container makes says so, instead of being ignored. The README lists it. */
final class Unsupported {

    private Unsupported() {}

    static UnsupportedOperationException whereAContainerConnects(String option) {
        return new UnsupportedOperationException(option
                + " can be set only on a socket that connects by itself; here a container connects, or was connected to,"
                + " and has the say: set it there");
    }

    static UnsupportedOperationException notTold(String feature) {
        return new UnsupportedOperationException(
                feature + " is not known: the WebSocket container that made this connection does not tell");
    }
}
