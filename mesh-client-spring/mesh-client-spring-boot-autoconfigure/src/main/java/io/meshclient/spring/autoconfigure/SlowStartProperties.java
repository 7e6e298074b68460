package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How endpoints that are new take their share.
 *
 * @param window How long an endpoint that is new, or healthy again by an active check, takes less than its share.
 * @param aggression How the share grows: 1 evenly, more quicker at first, less slower at first.
 * @param minWeightPercent The share at the beginning.
 */
record SlowStartProperties(
        @Nullable Duration window,
        @Nullable Double aggression,
        @Nullable Integer minWeightPercent) {}
