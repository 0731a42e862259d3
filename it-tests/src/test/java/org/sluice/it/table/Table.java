package org.sluice.it.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes {@link Results} as a table of Markdown, which reads well as it is; reasons stand below, numbered. */
final class Table {

    private final Results results;
    private final UnaryOperator<String> versions;
    private final List<String> notes = new ArrayList<>();

    private Table(Results results, UnaryOperator<String> versions) {
        this.results = results;
        this.versions = versions;
    }

    /**
     * The table.
     *
     * @param versions what a container is called, by its name
     * @param remark a line below the table
     */
    static String of(Results results, UnaryOperator<String> versions, String remark) {
        return new Table(results, versions).write(remark);
    }

    private String write(String remark) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("profile", "container"));
        head.addAll(results.contracts());
        lines.add(head);
        for (String container : results.containers()) {
            List<String> line = new ArrayList<>(List.of(container, versions.apply(container)));
            for (String contract : results.contracts()) {
                line.add(text(results.cell(container, contract)));
            }
            lines.add(line);
        }
        StringBuilder table = new StringBuilder(Columns.align(lines));
        table.append('\n').append(remark).append('\n');
        for (int i = 0; i < notes.size(); i++) {
            table.append(i == 0 ? "\n" : "")
                    .append("- [")
                    .append(i + 1)
                    .append("] ")
                    .append(notes.get(i))
                    .append('\n');
        }
        return table.toString();
    }

    private String text(Cell cell) {
        int run = cell.passed() + cell.failed();
        String text =
                cell.failed() > 0 ? "**" + cell.failed() + " of " + run + " failed**" : run > 0 ? run + " ok" : "-";
        for (String reason : cell.reasons()) {
            if (!notes.contains(reason)) {
                notes.add(reason);
            }
            text += " [" + (notes.indexOf(reason) + 1) + "]";
        }
        return text;
    }
}
