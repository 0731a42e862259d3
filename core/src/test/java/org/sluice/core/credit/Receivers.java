package org.sluice.core.credit;

/** Receivers for tests in which the window is not to change. */
final class Receivers {

    private Receivers() {}

    /** One whose window stays what it offers. */
    static Granting fixed(int window, boolean inHandshake) {
        return new Granting(window, () -> window, inHandshake, () -> 0);
    }
}
