package io.meshclient.benchmarks.micro.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One adapter at one size, or what all have in common; NaN is what was not measured. */
record Row(String adapter, int endpoints, List<Double> values) {
    /** The columns of the CSV's metrics, in the order of the values. */
    static final List<String> METRICS = List.of(
            "answer_bytes", "read_ns", "read_allocated_bytes", "apply_ns", "apply_allocated_bytes", "heap_bytes");

    private static final String FORMAT = "| %-10s | %9s | %12s | %10s | %11s | %12s | %10s | %11s | %13s |%n";

    static void printHeader() {
        System.out.printf(
                FORMAT,
                "",
                "endpoints",
                "answer bytes",
                "read µs",
                "ns/endpoint",
                "B/endpoint",
                "apply µs",
                "apply B",
                "heap B/endp.");
        System.out.printf(FORMAT, "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:");
    }

    void print() {
        double read = values.get(1);
        System.out.printf(
                FORMAT,
                adapter,
                String.format(Locale.ROOT, "%,d", endpoints),
                number(values.get(0), 1),
                number(read, 1e3),
                number(read, endpoints),
                number(values.get(2), endpoints),
                number(values.get(3), 1e3),
                number(values.get(4), 1),
                number(values.get(5), 1));
    }

    private static String number(double value, double unit) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.0f", value / unit);
    }

    List<String> csv() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < METRICS.size(); i++) {
            if (!Double.isNaN(values.get(i))) {
                lines.add(
                        String.format(Locale.ROOT, "%s,%d,%s,%.0f", adapter, endpoints, METRICS.get(i), values.get(i)));
            }
        }
        return lines;
    }
}
