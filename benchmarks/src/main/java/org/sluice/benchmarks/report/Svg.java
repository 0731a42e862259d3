package org.sluice.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plot of the results: a panel for each workload and metric, in it a bar for each median and a line from the lowest to the highest. */
public final class Svg {

    private static final int WIDTH = 900;
    private static final int LABELS = 230;
    private static final int VALUES = 90;
    private static final int BAR = 14;
    private static final int ROW = 20;
    private static final int TITLE = 34;
    private static final int MARGIN = 16;
    private static final int TEXT_BASE = 11;

    private final Run run;
    private final StringBuilder body = new StringBuilder();
    private int y = MARGIN;

    private Svg(Run run) {
        this.run = run;
    }

    /** A document of its own. */
    public static String of(Run run) {
        Svg svg = new Svg(run);
        for (Named workload : run.workloads()) {
            for (Metric metric : run.metrics(workload)) {
                svg.panel(workload, metric);
            }
        }
        return svg.document();
    }

    private String document() {
        return format("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                %s</svg>
                """, WIDTH, y + MARGIN, body);
    }

    private void panel(Named workload, Metric metric) {
        List<Line> lines = new ArrayList<>(run.lines(workload, metric));
        double scale = lines.stream().mapToDouble(Line::most).max().orElse(0);
        body.append(format(
                "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s: %s (%s, %s is better)</text>%n",
                MARGIN,
                y + TEXT_BASE,
                escaped(workload.title()),
                escaped(metric.title()),
                escaped(metric.unit()),
                metric.moreIsBetter() ? "more" : "less"));
        y += TITLE - MARGIN;
        for (Line line : lines) {
            bar(line, scale);
        }
        y += MARGIN;
    }

    private void bar(Line line, double scale) {
        boolean ours = run.isOurs(line.peer());
        double middle = y + BAR / 2.0;
        body.append(format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LABELS - 8, y + TEXT_BASE, escaped(line.peer().title())));
        body.append(format(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                LABELS, y, length(line.median(), scale), BAR, ours ? "#c2410c" : "#94a3b8"));
        body.append(format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"black\"/>%n",
                LABELS + length(line.least(), scale), middle, LABELS + length(line.most(), scale), middle));
        body.append(format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                WIDTH - MARGIN, y + TEXT_BASE, Figures.value(line.median())));
        y += ROW;
    }

    /** Pixels; what is not positive has no length. */
    private static double length(double value, double scale) {
        return scale <= 0 ? 0 : Math.max(0, value) / scale * (WIDTH - LABELS - VALUES - MARGIN);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
