package org.sluice.samples.demo;

import org.sluice.client.cli.Amounts;

/** What was sent and verified, for people. */
record Outcome(String amount, String rate) {

    static Outcome ofMessages(int count, long nanos) {
        return new Outcome(count + " msgs", Math.round(count * 1e9 / nanos) + " msg/s");
    }

    static Outcome ofBytes(long bytes, long nanos) {
        return new Outcome(Amounts.bytes(bytes), Amounts.rate(bytes, nanos));
    }
}
