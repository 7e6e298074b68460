package io.meshclient.benchmarks.faults.report;

import io.meshclient.benchmarks.faults.trial.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings as Markdown, a table for each group. */
public final class MarkdownTable {

    private static final String HEAD = "| fault | promised | the caller saw | measured | left behind | over | |";
    private static final String RULE = "|---|---|---|---|---|---|---|";

    private MarkdownTable() {}

    public static List<String> lines(List<Row> rows) {
        return lines(rows.stream().map(Row::fault).toList(), byName(rows));
    }

    /** Each row by the name of its fault. */
    public static Map<String, String> byName(List<Row> rows) {
        Map<String, String> lines = new LinkedHashMap<>();
        rows.forEach(row -> lines.put(row.fault().name(), line(row)));
        return lines;
    }

    /** In the order of the faults; who has no row is left out. */
    public static List<String> lines(List<Fault> faults, Map<String, String> byName) {
        List<String> lines = new ArrayList<>();
        String group = "";
        for (Fault fault : faults) {
            String line = byName.get(fault.name());
            if (line != null && !fault.group().equals(group)) {
                group = fault.group();
                lines.addAll(List.of("", "### " + group, "", HEAD, RULE));
            }
            if (line != null) {
                lines.add(line);
            }
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
                        Row.sizes(row.finding().measures()),
                        Row.sizes(row.finding().leaks()),
                        row.finding().where(),
                        cell(row.verdict()))
                + " |";
    }

    private static String cell(String text) {
        return text.replaceAll("[\\p{Cntrl}\uFFFD]", "·").replace("|", "\\|");
    }
}
