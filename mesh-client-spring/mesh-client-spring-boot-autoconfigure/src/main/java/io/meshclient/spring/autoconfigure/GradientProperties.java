package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of the algorithm gradient.
 *
 * @param updateInterval With gradient, how often the limit is computed from the latencies since the last time.
 * @param minRttInterval With gradient, for how long a least latency counts, twice at most.
 * @param jitterPercent With gradient, by up to this share that time is longer at random.
 * @param bufferPercent With gradient, the share above the least latency that is no sign of load.
 * @param percentile With gradient, the percentile of the latencies that is compared.
 */
record GradientProperties(
        @Nullable Duration updateInterval,
        @Nullable Duration minRttInterval,
        @Nullable Integer jitterPercent,
        @Nullable Integer bufferPercent,
        @Nullable Integer percentile) {}
