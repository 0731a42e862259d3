package org.sluice.samples;

import org.jspecify.annotations.Nullable;

/** What the JSON sample exchanges. */
public class Order {

    /** What is ordered. */
    public @Nullable String item;

    /** How many of it. */
    public int count;

    /** What it costs; filled in by the server. */
    public double price;

    /** Called by JSON Binding. */
    public Order() {}

    Order(String item, int count) {
        this.item = item;
        this.count = count;
    }
}
