package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of the balancer prequal, which follows the load that servers report.
 *
 * @param poolSize How many of the last reports of load prequal chooses among.
 * @param maxAge How long a report counts; an idle endpoint without one gets a call to learn of it.
 * @param hotQuantile Endpoints with more calls in flight than this quantile of the reported numbers are hot, and the last choice.
 * @param probePath Where endpoints say their load when they are asked, beside what responses say.
 * @param probesPerCall With probe-path, how many endpoints are asked beside each attempt, never waited for.
 * @param probeTimeout Time for one probe, the connection included.
 */
record PrequalProperties(
        @Nullable Integer poolSize,
        @Nullable Duration maxAge,
        @Nullable Double hotQuantile,
        @Nullable String probePath,
        @Nullable Double probesPerCall,
        @Nullable Duration probeTimeout) {}
