package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.benchmarks.micro.MicroTable;
import io.meshclient.samples.registries.MissingServerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The command {@code run.sh discovery}: one table, and the same as CSV. */
public final class DiscoveryCost {
    private static final int INCOMPLETE = 1;
    private static final int USAGE_ERROR = 2;
    private static final String HEADER = "adapter,endpoints,metric,value";

    private final Effort effort;
    private final Path out;
    private final List<String> csv = new ArrayList<>(List.of(HEADER));
    private final List<String> notMeasured = new ArrayList<>();
    private boolean complete = true;

    DiscoveryCost(Effort effort, Path out) {
        this.effort = effort;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean quick = rest.remove("--quick");
        if (rest.size() != 2 || !rest.get(0).equals("--out")) {
            System.err.println("usage: [--quick] --out DIRECTORY");
            System.exit(USAGE_ERROR);
        }
        boolean complete = new DiscoveryCost(quick ? Effort.QUICK : Effort.FULL, Path.of(rest.get(1))).run();
        System.exit(complete ? 0 : INCOMPLETE); // libraries' threads may still be ending
    }

    /** Whether everything that can be measured was. */
    boolean run() throws Exception {
        Files.createDirectories(out);
        System.out.println(MicroTable.machine());
        Row.printHeader();
        for (Adapter adapter : Adapter.values()) {
            for (int endpoints : effort.sizes()) {
                if (adapter.canName(endpoints)) {
                    report(read(adapter, endpoints));
                }
            }
        }
        for (int endpoints : effort.sizes()) {
            report(apply(endpoints));
        }
        System.out.printf("%nregistration with the real registry to the first call on the new instance, ms%n");
        System.out.printf("| %-10s | %7s | %10s | %10s |%n", "", "changes", "median", "greatest");
        System.out.printf("| %-10s | %7s | %10s | %10s |%n", "---", "--:", "--:", "--:");
        for (Adapter adapter : effort.whole()) {
            change(adapter);
        }
        notMeasured.forEach(System.out::println);
        System.out.println("\n" + Files.write(out.resolve("discovery.csv"), csv));
        return complete;
    }

    private void report(Row row) {
        row.print();
        csv.addAll(row.csv());
    }

    private Row read(Adapter adapter, int endpoints) throws Exception {
        try (Source source = adapter.source(endpoints)) {
            ReadingCost cost = ReadingCost.of(source, endpoints, effort);
            boolean weighed = effort.whole().contains(adapter) && endpoints == largest(adapter);
            double heap = weighed ? HeapCost.inOwnJvm(adapter, endpoints) : Double.NaN;
            return new Row(
                    adapter.label(),
                    endpoints,
                    List.of((double) source.bytes(), cost.nanos(), cost.allocated(), Double.NaN, Double.NaN, heap));
        }
    }

    /** Small ones say nothing about an endpoint's share of the heap. */
    private int largest(Adapter adapter) {
        return effort.sizes().stream()
                .filter(adapter::canName)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private Row apply(int endpoints) {
        ApplyCost cost = ApplyCost.of(endpoints, effort);
        return new Row(
                "any",
                endpoints,
                List.of(Double.NaN, Double.NaN, Double.NaN, cost.nanos(), cost.allocated(), Double.NaN));
    }

    private void change(Adapter adapter) throws Exception {
        if (adapter.kind().isEmpty()) {
            notMeasured.add("not measured: " + adapter.label() + ", which has no server that is a single process");
            return;
        }
        try {
            Path logs = out.resolve("logs")
                    .resolve("discovery")
                    .resolve(adapter.label() + "-" + ProcessHandle.current().pid());
            List<Double> millis = FirstCall.of(adapter, logs, effort);
            double median = Median.of(millis);
            double greatest = Collections.max(millis);
            System.out.printf(
                    Locale.ROOT,
                    "| %-10s | %7d | %10.1f | %10.1f |%n",
                    adapter.label(),
                    millis.size(),
                    median,
                    greatest);
            millis.forEach(
                    value -> csv.add(String.format(Locale.ROOT, "%s,,first_call_ms,%.1f", adapter.label(), value)));
        } catch (MissingServerException e) {
            notMeasured.add("not measured: " + adapter.label() + ": " + e.getMessage());
            complete = false;
        }
    }
}
