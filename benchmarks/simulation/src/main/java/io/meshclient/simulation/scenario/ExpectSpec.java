package io.meshclient.simulation.scenario;

import io.meshclient.time.Internal;

/**
 * What the first policy must reach. Times are nanoseconds; what is 0 or negative may be anything. Immutable.
 *
 * @param p99ToIdeal p99 ÷ the ideal's
 * @param p99ToLeastInFlight p99 ÷ that of the reference least-in-flight
 * @param p99 the 99th percentile
 * @param lost percentage of lost calls; negative for any
 * @param attempts attempts ÷ calls
 * @param attemptsAfter from when on, after the first trouble's beginning
 * @param detect time to detect
 * @param recover time to recover
 */
@Internal
public record ExpectSpec(
        double p99ToIdeal,
        double p99ToLeastInFlight,
        long p99,
        double lost,
        double attempts,
        long attemptsAfter,
        long detect,
        long recover) {}
