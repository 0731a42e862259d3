package org.sluice.samples.demo;

import java.io.IOException;

/**
 * How an exercise went.
 *
 * @param amount what was sent
 * @param rate how fast
 * @param peakHeap of the client, in bytes
 * @param verified whether it arrived as it was sent
 * @param failure why it did not, or empty
 */
record Result(String amount, String rate, long peakHeap, boolean verified, String failure) {

    private static final int FIELDS = 5;

    static Result failed(String failure, long peakHeap) {
        return new Result("-", "-", peakHeap, false, failure);
    }

    /** The result on one line. */
    String line() {
        return String.join(
                "\t",
                amount,
                rate,
                Long.toString(peakHeap),
                Boolean.toString(verified),
                failure.replaceAll("\\s+", " "));
    }

    static Result parse(String line) throws IOException {
        String[] fields = line.split("\t", FIELDS);
        if (fields.length != FIELDS) {
            throw new IOException("the client said what is no result: " + line);
        }
        return new Result(fields[0], fields[1], Long.parseLong(fields[2]), Boolean.parseBoolean(fields[3]), fields[4]);
    }
}
