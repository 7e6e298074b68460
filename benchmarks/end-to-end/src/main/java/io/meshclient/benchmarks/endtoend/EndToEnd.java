package io.meshclient.benchmarks.endtoend;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.report.Budget;
import io.meshclient.benchmarks.endtoend.report.Csv;
import io.meshclient.benchmarks.endtoend.report.Metric;
import io.meshclient.benchmarks.endtoend.report.Mode;
import io.meshclient.benchmarks.endtoend.report.ResultTables;
import io.meshclient.benchmarks.endtoend.report.Results;
import io.meshclient.benchmarks.endtoend.report.Sample;
import io.meshclient.benchmarks.endtoend.stand.Backends;
import io.meshclient.benchmarks.endtoend.stand.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The command {@code run.sh e2e}: a sanity round, measured rounds, a CSV file and tables. */
public final class EndToEnd {
    private static final int USAGE_ERROR = 2;
    private static final int UNSOUND = 1;

    private final Options options;
    private final Tools tools;
    private final Path logs;

    private EndToEnd(Options options, Tools tools) {
        this.options = options;
        this.tools = tools;
        this.logs = options.out().resolve("logs").toAbsolutePath();
    }

    public static void main(String[] arguments) throws IOException {
        Options options;
        Tools tools;
        try {
            options = Options.parse(List.of(arguments));
            tools = Tools.fromSystemProperties();
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE_ERROR);
            return;
        }
        System.exit(new EndToEnd(options, tools).run() ? 0 : UNSOUND);
    }

    /** False when a contender was left out or a count does not add up. */
    private boolean run() throws IOException {
        Files.createDirectories(logs);
        System.out.println(Machine.describe());
        List<SanityReport> sanity = sanity(options.plan().contenders());
        System.out.println("\n" + SanityReport.table(sanity));
        List<ContenderName> fit = sanity.stream()
                .filter(SanityReport::didTheWork)
                .map(SanityReport::contender)
                .toList();
        if (!fit.contains(ContenderName.OKHTTP)) {
            System.err.println("the baseline itself is not sound: nothing was measured");
            return false;
        }
        Results results = measure(options.plan().with(fit));
        report(results);
        return results.isSound() && fit.size() == sanity.size();
    }

    private List<SanityReport> sanity(List<ContenderName> contenders) throws IOException {
        List<SanityReport> reports = new ArrayList<>();
        Path place = logs.resolve("sanity");
        try (Backends backends = Backends.startWithFaults(tools, place)) {
            Sanity sanity = new Sanity(backends, tools, place);
            for (ContenderName contender : contenders) {
                reports.add(examine(sanity, contender));
            }
        }
        return reports;
    }

    private static SanityReport examine(Sanity sanity, ContenderName contender) {
        try {
            return sanity.examine(contender);
        } catch (IOException e) {
            return SanityReport.failed(contender, e.toString());
        }
    }

    private Results measure(Plan plan) throws IOException {
        System.out.println("\n" + plan);
        Results results = new Results(
                Arrays.stream(ContenderName.values()).map(ContenderName::label).toList());
        try (Backends backends = Backends.start(tools, logs)) {
            for (int round = 1; round <= plan.rounds(); round++) {
                for (ContenderName contender : plan.order(round)) {
                    turn(new Turn(round, contender, plan), backends, results);
                }
            }
        }
        return results;
    }

    private void turn(Turn turn, Backends backends, Results results) throws IOException {
        try (Stage stage = Stage.set(turn.contender(), backends, tools, logs)) {
            turn.run(backends, stage.sidecars(), stage.worker()).forEach(sample -> {
                results.add(sample);
                System.out.println(progress(sample));
            });
        }
        Files.write(options.out().resolve("e2e.csv"), Csv.lines(results.samples()));
    }

    private static String progress(Sample sample) {
        return String.format(
                Locale.ROOT,
                "round %d %s %-11s p50 %.1f µs, %.0f rps",
                sample.round(),
                sample.mode().label(),
                sample.contender(),
                sample.value(Metric.P50_US),
                sample.value(Metric.RPS));
    }

    private void report(Results results) {
        ResultTables tables = new ResultTables(results);
        for (Mode mode : Mode.values()) {
            System.out.println("\n" + tables.ratios(mode) + "\n\n" + tables.absolutes(mode));
        }
        System.out.println("\n" + Budget.table(results));
        System.out.println("\n" + options.out().resolve("e2e.csv"));
    }
}
