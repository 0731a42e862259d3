package org.sluice.it.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sets the lines of a Markdown table under each other. */
final class Columns {

    private Columns() {}

    /** A table whose first line is the head; all lines have as many cells as it has. */
    static String align(List<List<String>> lines) {
        List<Integer> widths = IntStream.range(0, lines.get(0).size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElseThrow())
                .toList();
        List<String> rule = widths.stream().map("-"::repeat).toList();
        StringBuilder table = new StringBuilder();
        table.append(line(lines.get(0), widths)).append(line(rule, widths));
        lines.stream().skip(1).map(line -> line(line, widths)).forEach(table::append);
        return table.toString();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i ->
                        cells.get(i) + " ".repeat(widths.get(i) - cells.get(i).length()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
