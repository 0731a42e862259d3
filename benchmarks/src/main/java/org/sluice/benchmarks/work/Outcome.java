package org.sluice.benchmarks.work;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.sluice.benchmarks.report.Metric;

/**
 * What came out of one run, on its way from the client's process.
 *
 * @param values what was measured
 * @param bytes payload that was moved and checked, 0 where messages are counted
 * @param messages messages that were received and checked, 0 where bytes are counted
 */
public record Outcome(Map<Metric, Double> values, long bytes, long messages) {

    /** So many bytes. */
    public static Outcome ofBytes(long bytes, Map<Metric, Double> values) {
        return new Outcome(values, bytes, 0);
    }

    /** So many messages. */
    public static Outcome ofMessages(long messages, Map<Metric, Double> values) {
        return new Outcome(values, 0, messages);
    }

    /** This and one more value. */
    public Outcome with(Metric metric, double value) {
        EnumMap<Metric, Double> more = new EnumMap<>(Metric.class);
        more.putAll(values);
        more.put(metric, value);
        return new Outcome(more, bytes, messages);
    }

    /** On one line. */
    public String line() {
        return bytes + " " + messages
                + values.entrySet().stream()
                        .map(each -> " " + each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining());
    }

    /**
     * From its line.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Outcome parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length < 2) {
            throw new IllegalArgumentException("no outcome: " + line);
        }
        EnumMap<Metric, Double> values = new EnumMap<>(Metric.class);
        Arrays.stream(words).skip(2).forEach(word -> {
            String[] pair = word.split("=", 2);
            values.put(Metric.valueOf(pair[0]), Double.parseDouble(pair[pair.length - 1]));
        });
        return new Outcome(values, Long.parseLong(words[0]), Long.parseLong(words[1]));
    }
}
