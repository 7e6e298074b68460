package io.meshclient.benchmarks.faults.report;

import java.util.ArrayList;
import java.util.List;

/** The findings as Markdown, a table for each group. */
public final class MarkdownTable {

    public static final String HEAD = "| fault | promised | the caller saw | measured | left behind | over | |";
    private static final String RULE = "|---|---|---|---|---|---|---|";

    private MarkdownTable() {}

    public static List<String> lines(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        String group = "";
        for (Row row : rows) {
            if (!row.fault().group().equals(group)) {
                group = row.fault().group();
                lines.addAll(List.of("", "### " + group, "", HEAD, RULE));
            }
            lines.add(line(row));
        }
        return lines;
    }

    private static String line(Row row) {
        return "| "
                + String.join(
                        " | ",
                        row.fault().name(),
                        row.fault().target(),
                        cell(row.finding().saw()),
                        Row.text(row.finding().measures()),
                        Row.text(row.finding().leaks()),
                        row.finding().where(),
                        cell(row.verdict()))
                + " |";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
