package io.meshclient.benchmarks.faults.report;

import io.meshclient.benchmarks.faults.trial.Measure;
import java.util.ArrayList;
import java.util.List;

/** The findings for programs: one number a line. */
public final class Csv {

    private static final String HEADER = "group,fault,over,kind,measure,value,bound,unit,met";

    private Csv() {}

    public static List<String> lines(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        for (Row row : rows) {
            row.finding().measures().forEach(measure -> lines.add(line(row, "promise", measure)));
            row.finding().leaks().forEach(measure -> lines.add(line(row, "leak", measure)));
        }
        return lines;
    }

    private static String line(Row row, String kind, Measure measure) {
        return String.join(
                ",",
                quoted(row.fault().group()),
                quoted(row.fault().name()),
                row.finding().where(),
                kind,
                quoted(measure.what()),
                Double.toString(measure.value()),
                Double.toString(measure.bound()),
                measure.unit().strip(),
                Boolean.toString(measure.isMet()));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
