package io.meshclient.benchmarks.faults;

import io.meshclient.benchmarks.faults.report.Csv;
import io.meshclient.benchmarks.faults.report.MarkdownTable;
import io.meshclient.benchmarks.faults.report.Page;
import io.meshclient.benchmarks.faults.report.Row;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command {@code run.sh faults}: causes one fault after another, and holds what its caller sees against what is promised. */
public final class Faults {

    private static final int MISSED = 1;
    private static final int USAGE_ERROR = 2;

    private Faults() {}

    public static void main(String[] arguments) throws IOException {
        Options options;
        List<Fault> faults;
        try {
            options = Options.parse(List.of(arguments));
            faults = Catalogue.named(options.only());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE_ERROR);
            return;
        }
        System.exit(run(options, faults) ? 0 : MISSED);
    }

    private static boolean run(Options options, List<Fault> faults) throws IOException {
        Path logs = Files.createDirectories(options.out().resolve("logs").resolve("faults"));
        Trial trial = new Trial(options.isQuick(), logs.toAbsolutePath());
        List<Row> rows = new ArrayList<>();
        for (Fault fault : faults) {
            Row row = new Row(fault, find(fault, trial));
            System.err.println(fault.name() + ": " + row.verdict());
            rows.add(row);
        }
        report(options, rows);
        return rows.stream().allMatch(row -> row.finding().isMet());
    }

    /** Whatever goes wrong in one fault, the others get their turn. */
    static Finding find(Fault fault, Trial trial) {
        try {
            return fault.run(trial);
        } catch (Exception e) {
            return Finding.broken(e);
        }
    }

    private static void report(Options options, List<Row> rows) throws IOException {
        List<String> table = MarkdownTable.lines(rows);
        System.out.println(String.join("\n", table));
        Files.write(options.out().resolve("faults.md"), table);
        Files.write(options.out().resolve("faults.csv"), Csv.lines(rows));
        if (options.page() != null) {
            turn(new Page(options.page()), MarkdownTable.byName(rows));
        }
    }

    /** Rows that were not tried now stay as they are on the page. */
    private static void turn(Page page, Map<String, String> tried) throws IOException {
        Map<String, String> rows = new HashMap<>(page.rows());
        rows.putAll(tried);
        page.replace(MarkdownTable.lines(Catalogue.all(), rows));
    }
}
