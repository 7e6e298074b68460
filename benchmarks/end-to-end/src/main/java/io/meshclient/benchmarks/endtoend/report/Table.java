package io.meshclient.benchmarks.endtoend.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table that reads well in a terminal and is Markdown as well: the first column to the left, numbers to the right. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        rows.add(List.of(header));
    }

    public void row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + rows.get(0));
        }
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(rows.stream().map(this::line).toList());
        lines.add(1, rule());
        return String.join("\n", lines);
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < cells.size(); column++) {
            String padding = " ".repeat(width(column) - cells.get(column).length());
            String cell = column == 0 ? cells.get(column) + padding : padding + cells.get(column);
            line.append(' ').append(cell).append(" |");
        }
        return line.toString();
    }

    private String rule() {
        return java.util.stream.IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> column == 0 ? "-".repeat(width(column) + 2) : "-".repeat(width(column) + 1) + ":")
                .collect(Collectors.joining("|", "|", "|"));
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
