package io.meshclient.balance;

import io.meshclient.time.Internal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How busy the zones of a service say they are, smoothed. Immutable.
 *
 * @param byZone of each priority's zones
 */
@Internal
public record ZoneLoads(Map<String, Load> byZone) {

    /** Nothing is known. */
    public static final ZoneLoads UNKNOWN = new ZoneLoads(Map.of());

    private static final Load SILENT = new Load(Double.NaN, true);

    /** Copies the map. */
    public ZoneLoads {
        byZone = Map.copyOf(byZone);
    }

    /**
     * One zone's.
     *
     * @param utilization smoothed, 0 for idle; NaN if it never said anything
     * @param stale whether it has not said anything of late
     */
    public record Load(double utilization, boolean stale) {

        /** What is not known counts as idle. */
        double known() {
            return Double.isNaN(utilization) ? 0 : utilization;
        }
    }

    Load of(int priority, String zone) {
        return Objects.requireNonNullElse(byZone.get(key(priority, zone)), SILENT);
    }

    static String key(int priority, String zone) {
        return priority + " " + zone;
    }

    /**
     * What is known after another look: {@code new = α · seen + (1 − α) · old}, the first as it is.
     *
     * @param seen the mean of each zone's endpoints; NaN where none has reported of late
     * @param alpha 0 … 1
     * @return without zones that are no more
     */
    public ZoneLoads next(Map<String, Double> seen, double alpha) {
        Map<String, Load> next = new HashMap<>();
        seen.forEach((zone, mean) -> {
            double old = Objects.requireNonNullElse(byZone.get(zone), SILENT).utilization();
            boolean silent = Double.isNaN(mean);
            double smoothed = silent ? old : Double.isNaN(old) ? mean : alpha * mean + (1 - alpha) * old;
            next.put(zone, new Load(smoothed, silent));
        });
        return new ZoneLoads(next);
    }
}
