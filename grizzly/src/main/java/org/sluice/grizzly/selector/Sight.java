package org.sluice.grizzly.selector;

/** What a look at borrowed threads sees, the most worrying last. */
enum Sight {
    /** None is borrowed. */
    NOTHING,
    /** One is borrowed, and was not, or for something else, at the look before. */
    FRESH,
    /** One is borrowed for the same as at the look before. */
    LASTING;

    /** Of two looks at different threads, as one. */
    Sight and(Sight other) {
        return compareTo(other) < 0 ? other : this;
    }
}
