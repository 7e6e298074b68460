package io.meshclient.benchmarks.micro;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Time and allocation per operation, and for the call stacks what they add to the bare call. */
public final class MicroTable {
    private static final String BASELINE = "CallBenchmark.bareCall";
    private static final String ROW = "| %-56s | %12s | %10s | %10s | %12s | %10s |%n";

    private MicroTable() {}

    /** What a reader must know of the machine. */
    public static String machine() {
        return "%d cores, JDK %s, %s %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"));
    }

    static void print(Collection<RunResult> results) {
        Map<String, Cost> costs = new TreeMap<>();
        results.forEach(result -> costs.put(name(result), cost(result)));
        Cost bare = costs.getOrDefault(BASELINE, new Cost(0, 0, 0));
        System.out.printf(Locale.ROOT, "%n" + ROW, "benchmark", "ns/op", "±", "B/op", "over bare ns", "B");
        System.out.printf(Locale.ROOT, ROW, "---", "--:", "--:", "--:", "--:", "--:");
        costs.forEach((name, cost) -> System.out.printf(Locale.ROOT, ROW, cells(name, cost, bare)));
    }

    private static Object[] cells(String name, Cost cost, Cost bare) {
        boolean stack = name.startsWith("CallBenchmark.")
                || name.startsWith("MeshCallBenchmark.")
                || name.startsWith("RefusedCallBenchmark.");
        return new Object[] {
            name,
            format("%,.1f", cost.nanos),
            format("%.1f", cost.error),
            format("%,.0f", cost.bytes),
            stack ? format("%+,.0f", cost.nanos - bare.nanos) : "",
            stack ? format("%+,.0f", cost.bytes - bare.bytes) : ""
        };
    }

    private static String name(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        int method = benchmark.lastIndexOf('.');
        String name = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
        String endpoints = result.getParams().getParam("endpoints");
        String policy = result.getParams().getParam("policy");
        String who = policy == null ? name : name + " " + policy;
        return endpoints == null ? who : who + " " + "%6s".formatted(endpoints);
    }

    private static Cost cost(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Cost(time.getScore(), time.getScoreError(), bytes == null ? Double.NaN : bytes.getScore());
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Per operation. */
    private record Cost(double nanos, double error, double bytes) {}
}
