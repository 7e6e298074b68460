package io.meshclient;

import java.util.Map;

/**
 * What an endpoint said of its own load, where the balancer wants to know. Immutable.
 *
 * @param metrics of its newest report, by the names of ORCA, such as {@code cpu_utilization}
 * @param weight what the balancer {@code orca} made of the last report that told a rate and a utilisation, in requests
 *     a second of a full server; it counts after the blackout. 0 for none
 * @param ageMillis how old the newest report is, in milliseconds
 */
public record ReportedLoad(Map<String, Double> metrics, double weight, long ageMillis) {

    /** Copies the map. */
    public ReportedLoad {
        metrics = Map.copyOf(metrics);
    }
}
