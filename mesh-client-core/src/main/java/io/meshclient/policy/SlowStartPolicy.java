package io.meshclient.policy;

import java.time.Duration;

/**
 * How an endpoint that is new, or healthy again, takes its share. Immutable.
 *
 * @param window for how long it takes less; zero for off
 * @param aggression how the share grows; 1 evenly
 * @param minWeightPercent the share at the beginning
 */
public record SlowStartPolicy(Duration window, double aggression, int minWeightPercent) {

    static SlowStartPolicy of(Settings settings) {
        return new SlowStartPolicy(
                settings.get(SlowStartKeys.WINDOW),
                settings.get(SlowStartKeys.AGGRESSION),
                settings.get(SlowStartKeys.MINIMUM));
    }

    /**
     * Whether there is any slow start.
     *
     * @return false if the window is zero
     */
    public boolean isOn() {
        return !window.isZero();
    }
}
