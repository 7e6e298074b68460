package io.meshclient.stats;

import io.meshclient.time.Internal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server said of its own load with a response, in the terms of ORCA, the Open Request Cost Aggregation.
 * Immutable. Numbers are finite; those that are not reported are missing.
 *
 * @param metrics by name: {@code cpu_utilization}, {@code rps_fractional}, {@code named_metrics.queue} and so on
 */
@Internal
public record LoadReport(Map<String, Double> metrics) {

    /** Share of its processors that is busy. */
    public static final String CPU = "cpu_utilization";

    /** Share of its memory that is used. */
    public static final String MEMORY = "mem_utilization";

    /** Utilisation in the application's own terms. */
    public static final String APPLICATION = "application_utilization";

    /** Requests a second. */
    public static final String REQUESTS = "rps_fractional";

    /** Failed requests a second. */
    public static final String ERRORS = "eps";

    /** What stands before the name of a metric that the application made up. */
    public static final String NAMED = "named_metrics.";

    /** Requests under way in the server. */
    public static final String IN_FLIGHT = NAMED + "in_flight";

    /** Its latency at about so many, in milliseconds. */
    public static final String LATENCY = NAMED + "latency_ms";

    /** Copies the map. */
    public LoadReport {
        metrics = Map.copyOf(metrics);
    }

    /**
     * A metric.
     *
     * @param name its whole name
     * @return 0 if it was not reported
     */
    public double get(String name) {
        Double value = metrics.get(name);
        return value == null ? 0 : value;
    }

    /**
     * Whether a metric was reported.
     *
     * @param name its whole name
     * @return true if it was
     */
    public boolean has(String name) {
        return metrics.containsKey(name);
    }

    /**
     * How busy the server is: the application's utilisation, else the highest of the given metrics, else the
     * processor's.
     *
     * @param names of metrics
     * @return 1 is full; 0 if nothing is known
     */
    public double utilization(Iterable<String> names) {
        double application = get(APPLICATION);
        if (application > 0) {
            return application;
        }
        double highest = 0;
        for (String name : names) {
            highest = Math.max(highest, get(name));
        }
        return highest > 0 ? highest : Math.max(0, get(CPU));
    }

    /**
     * Whether the report says how busy the server is.
     *
     * @return false if it has neither the application's utilisation nor the processor's
     */
    public boolean tellsUtilization() {
        return has(APPLICATION) || has(CPU);
    }

    /**
     * The weight of a server that reports this: the requests that it would serve a second if it were just full.
     *
     * <p>Source: gRPC {@code weighted_round_robin} (gRFC A58): {@code qps ÷ (utilisation + eps ÷ qps · penalty)}.
     *
     * @param names see {@link #utilization}
     * @param errorPenalty what a share of errors adds
     * @return 0 if the report does not tell
     */
    public double weight(Iterable<String> names, double errorPenalty) {
        double requests = get(REQUESTS);
        double busy = utilization(names);
        if (requests <= 0 || busy <= 0) {
            return 0;
        }
        double errors = Math.max(0, get(ERRORS)) / requests;
        return requests / (busy + errors * errorPenalty);
    }

    /**
     * Reads what stands in a response.
     *
     * @param header the value of {@code endpoint-load-metrics}
     * @return null if nothing of it can be used
     */
    public static @Nullable LoadReport parse(String header) {
        return LoadReportParser.parse(header);
    }
}
