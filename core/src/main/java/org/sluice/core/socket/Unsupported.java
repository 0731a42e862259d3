package org.sluice.core.socket;

/** What this version cannot do yet says so, instead of being ignored. The README lists it. */
final class Unsupported {

    private Unsupported() {}

    static UnsupportedOperationException feature(String name) {
        return new UnsupportedOperationException(
                name + " is not implemented yet; the README of Sluice lists what is missing");
    }

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
