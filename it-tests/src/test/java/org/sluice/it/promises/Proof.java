package org.sluice.it.promises;

import java.util.Comparator;

/**
 * A test that proves something.
 *
 * @param module whose test it is
 * @param testClass the simple name of the class, with those around it
 * @param name what the test is called, with the ids
 */
record Proof(String module, String testClass, String name) implements Comparable<Proof> {

    private static final Comparator<Proof> ORDER =
            Comparator.comparing(Proof::testClass).thenComparing(Proof::name).thenComparing(Proof::module);

    @Override
    public int compareTo(Proof other) {
        return ORDER.compare(this, other);
    }
}
