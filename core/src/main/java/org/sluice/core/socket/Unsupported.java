package org.sluice.core.socket;

/** What this version cannot do yet says so, instead of being ignored. The README lists it. */
final class Unsupported {

    private Unsupported() {}

    static UnsupportedOperationException feature(String name) {
        return new UnsupportedOperationException(
                name + " is not implemented yet; the README of Sluice lists what is missing");
    }
}
