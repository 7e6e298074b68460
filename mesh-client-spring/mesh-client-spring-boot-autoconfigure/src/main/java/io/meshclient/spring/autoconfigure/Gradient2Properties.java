package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of the algorithm gradient2.
 *
 * @param rttTolerance With gradient2, how many times the average a latency may be before it lowers the limit.
 * @param longWindow With gradient2, the calls of the average.
 * @param smoothing With gradient2, the share of each new estimate in the limit.
 * @param queue With gradient2, by how much an estimate is higher than the latencies alone would have it.
 */
record Gradient2Properties(
        @Nullable Double rttTolerance,
        @Nullable Integer longWindow,
        @Nullable Double smoothing,
        @Nullable Integer queue) {}
