package org.sluice.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** The results as Markdown whose columns are aligned, so that the same text is for terminals and for pages. */
public final class Table {

    private static final List<String> HEAD = List.of("peer", "median", "lowest", "highest", "spread", "ours / theirs");

    private Table() {}

    /** All of a run: its setting, then a section for each workload. */
    public static String of(Run run) {
        StringBuilder text = new StringBuilder();
        run.setting().forEach((name, value) -> text.append("- ")
                .append(name)
                .append(": ")
                .append(value)
                .append('\n'));
        for (Named workload : run.workloads()) {
            text.append("\n### ")
                    .append(workload.title())
                    .append(" (`")
                    .append(workload.id())
                    .append("`)\n");
            for (Metric metric : run.metrics(workload)) {
                text.append('\n').append(metric(run, workload, metric));
            }
            String gaps = gaps(run, workload);
            if (!gaps.isEmpty()) {
                text.append('\n').append(gaps);
            }
        }
        return text.toString();
    }

    /** One metric of one workload. */
    static String metric(Run run, Named workload, Metric metric) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (Line line : run.lines(workload, metric)) {
            boolean ours = run.isOurs(line.peer());
            rows.add(List.of(
                    ours ? "**" + line.peer().title() + "**" : line.peer().title(),
                    Figures.value(line.median()),
                    Figures.value(line.least()),
                    Figures.value(line.most()),
                    Figures.percent(line.spread()),
                    ours ? "" : Figures.ratio(line.ratio())));
        }
        return metric.title() + ", " + metric.unit() + "; " + (metric.moreIsBetter() ? "more" : "less")
                + " is better\n\n" + aligned(rows);
    }

    private static String gaps(Run run, Named workload) {
        StringBuilder text = new StringBuilder();
        for (Gap gap : run.gaps(workload)) {
            text.append(gap.failed() ? "- **failed**: " : "- left out: ")
                    .append(run.peerTitle(gap.peer()))
                    .append(", ")
                    .append(gap.reason())
                    .append('\n');
        }
        return text.toString();
    }

    /** The first column to the left, the others to the right. */
    private static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            append(text, rows.get(i), widths);
            if (i == 0) {
                for (int column = 0; column < columns; column++) {
                    // A colon at the right end aligns the column there.
                    text.append("|-").append("-".repeat(widths[column])).append(column == 0 ? "-" : ":");
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            text.append(i == 0 ? "| " : " | ").append(i == 0 ? row.get(i) + padding : padding + row.get(i));
        }
        text.append(" |\n");
    }
}
