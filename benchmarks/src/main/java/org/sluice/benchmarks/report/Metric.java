package org.sluice.benchmarks.report;

/** What is measured, and in what it is said. */
public enum Metric {
    /** Payload of a stream. */
    RATE("payload", "MB/s", true),
    /** Processor time of both ends. */
    CPU_PER_GIB("processor time, both ends", "s/GiB", false),
    /** Half of the round trips took at most this. */
    P50("round trip, p50", "µs", false),
    /** Of a hundred round trips 99 took at most this. */
    P99("round trip, p99", "µs", false),
    /** Messages that came back. */
    MESSAGES("messages", "1/s", true),
    /** Processor time of both ends. */
    CPU_PER_MESSAGE("processor time, both ends", "µs/message", false),
    /** Messages that arrived, at all receivers together. */
    DELIVERIES("deliveries", "1/s", true),
    /** Processor time of the server. */
    CPU_PER_DELIVERY("processor time, server", "µs/delivery", false),
    /** Heap of the server after garbage collection. */
    HEAP("heap of the server per connection", "B", false),
    /** Connections that were made, used once and closed. */
    CONNECTS("connects", "1/s", true);

    private final String title;
    private final String unit;
    private final boolean moreIsBetter;

    Metric(String title, String unit, boolean moreIsBetter) {
        this.title = title;
        this.unit = unit;
        this.moreIsBetter = moreIsBetter;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** The unit of its values. */
    public String unit() {
        return unit;
    }

    /** Whether a higher value is the better one. */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }
}
