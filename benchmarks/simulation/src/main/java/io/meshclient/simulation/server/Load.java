package io.meshclient.simulation.server;

import io.meshclient.stats.LoadReport;
import io.meshclient.time.Internal;
import java.util.Map;

/**
 * What a server knows of its own load when it answers, before it takes the next request. Immutable.
 *
 * @param utilization busy ÷ all workers, of late
 * @param inFlight requests at work and in the queue
 * @param latencyNanos the moving average of what requests took here, the queue included; 0 before the first
 * @param perSecond requests answered a second, of late
 */
@Internal
public record Load(double utilization, int inFlight, double latencyNanos, double perSecond) {

    /**
     * As the server would write it into a response.
     *
     * @return the metrics of ORCA, and those that Prequal's rule reads
     */
    public LoadReport report() {
        return new LoadReport(Map.of(
                LoadReport.APPLICATION,
                utilization,
                LoadReport.REQUESTS,
                perSecond,
                LoadReport.IN_FLIGHT,
                (double) inFlight,
                LoadReport.LATENCY,
                latencyNanos / 1e6));
    }
}
