package org.sluice.benchmarks.report;

/** Every value of every round, one a line, as CSV (RFC 4180), for those who calculate for themselves. */
public final class Csv {

    private Csv() {}

    /** All values of a run. */
    public static String of(Run run) {
        StringBuilder text = new StringBuilder("workload,metric,unit,better,peer,round,value\r\n");
        for (Sample sample : run.samples()) {
            Metric metric = sample.metric();
            row(
                    text,
                    sample.workload(),
                    metric.name(),
                    metric.unit(),
                    metric.moreIsBetter() ? "more" : "less",
                    sample.peer(),
                    Integer.toString(sample.round() + 1),
                    Double.toString(sample.value()));
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String... fields) {
        for (int i = 0; i < fields.length; i++) {
            text.append(i == 0 ? "" : ",").append(field(fields[i]));
        }
        text.append("\r\n");
    }

    private static String field(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
