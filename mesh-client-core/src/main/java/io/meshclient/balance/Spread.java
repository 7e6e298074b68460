package io.meshclient.balance;

import io.meshclient.time.Internal;

/**
 * How calls are spread over priorities and zones, before the policy chooses an endpoint. Immutable.
 *
 * @param overprovisioning percentage, 100 or more: how much an endpoint can take beyond its share
 * @param panicThreshold percentage; 0 for no panic
 * @param failOnPanic whether calls to a priority in panic are refused instead
 * @param locality how calls of one priority are spread over zones
 */
@Internal
public record Spread(int overprovisioning, int panicThreshold, boolean failOnPanic, LocalityRule locality) {

    /** Envoy's factor of 1.4, no panic, zones disregarded. */
    public static final Spread PLAIN = new Spread(140, 0, false, LocalityRule.OFF);

    /**
     * Whether endpoints whose health is not believed may be asked when nothing else is left.
     *
     * @return false if calls are refused then
     */
    public boolean mayPanic() {
        return panicThreshold > 0 && !failOnPanic;
    }
}
