package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of the algorithm vegas.
 *
 * @param smoothing With vegas, the share of each new estimate in the limit.
 * @param probeMultiplier With vegas, after this many calls, times the limit, the least latency is measured anew.
 */
record VegasProperties(@Nullable Double smoothing, @Nullable Integer probeMultiplier) {}
