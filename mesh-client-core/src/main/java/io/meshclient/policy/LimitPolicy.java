package io.meshclient.policy;

import java.time.Duration;

/**
 * How many calls may be under way at once, to each endpoint and to a service as a whole. Numbers of algorithms other than the
 * one that is named wait for it to be named. Immutable.
 *
 * @param endpoint of each endpoint; who is at its limit is not picked
 * @param service of all calls of the service; more are refused
 * @param defaultPercent the share of a limit that calls of priority {@code default} may use
 * @param sheddablePercent the share of a limit that sheddable calls may use
 * @param aimd numbers of {@code aimd}
 * @param vegas numbers of {@code vegas}
 * @param gradient2 numbers of {@code gradient2}
 * @param gradient numbers of {@code gradient}
 */
public record LimitPolicy(
        Limit endpoint,
        Limit service,
        int defaultPercent,
        int sheddablePercent,
        Aimd aimd,
        Vegas vegas,
        Gradient2 gradient2,
        Gradient gradient) {

    static LimitPolicy of(Settings settings) {
        return new LimitPolicy(
                new Limit(
                        settings.get(LimitKeys.ENDPOINT),
                        settings.get(LimitKeys.ENDPOINT_INITIAL),
                        settings.get(LimitKeys.ENDPOINT_MIN),
                        settings.get(LimitKeys.ENDPOINT_MAX)),
                new Limit(
                        settings.get(LimitKeys.SERVICE),
                        settings.get(LimitKeys.SERVICE_INITIAL),
                        settings.get(LimitKeys.SERVICE_MIN),
                        settings.get(LimitKeys.SERVICE_MAX)),
                settings.get(LimitKeys.DEFAULT_PERCENT),
                settings.get(LimitKeys.SHEDDABLE_PERCENT),
                new Aimd(settings.get(LimitNumbers.BACKOFF_RATIO), settings.get(LimitNumbers.AIMD_TIMEOUT)),
                new Vegas(settings.get(LimitNumbers.VEGAS_SMOOTHING), settings.get(LimitNumbers.PROBE_MULTIPLIER)),
                new Gradient2(
                        settings.get(LimitNumbers.RTT_TOLERANCE),
                        settings.get(LimitNumbers.LONG_WINDOW),
                        settings.get(LimitNumbers.SMOOTHING),
                        settings.get(LimitNumbers.QUEUE)),
                new Gradient(
                        settings.get(LimitNumbers.UPDATE_INTERVAL),
                        settings.get(LimitNumbers.MIN_RTT_INTERVAL),
                        settings.get(LimitNumbers.JITTER_PERCENT),
                        settings.get(LimitNumbers.BUFFER_PERCENT),
                        settings.get(LimitNumbers.PERCENTILE)));
    }

    /**
     * The share of a limit that calls of a priority may use.
     *
     * @param priority theirs
     * @return 1 to 100
     */
    public int percent(CallPriority priority) {
        return switch (priority) {
            case CRITICAL -> 100;
            case DEFAULT -> defaultPercent;
            case SHEDDABLE -> sheddablePercent;
        };
    }

    /** A least that is above the most, or priorities in the wrong order, stop the start. */
    static void check(String name, ServiceConfig service) {
        LimitPolicy limit = service.limit();
        if (limit.endpoint.min > limit.endpoint.max) {
            refuse(name, service, LimitKeys.ENDPOINT_MIN, "is above limit.endpoint.max " + limit.endpoint.max);
        }
        if (limit.service.min > limit.service.max) {
            refuse(name, service, LimitKeys.SERVICE_MIN, "is above limit.service.max " + limit.service.max);
        }
        if (limit.sheddablePercent > limit.defaultPercent) {
            refuse(
                    name,
                    service,
                    LimitKeys.SHEDDABLE_PERCENT,
                    "is above limit.default-percent " + limit.defaultPercent);
        }
    }

    private static void refuse(String name, ServiceConfig service, ConfigKey<?> key, String problem) {
        throw new ConfigException(
                PropertyKeys.servicePrefix(name) + key.name(),
                service.settings().value(key),
                problem,
                key.allowed());
    }

    /**
     * One limit.
     *
     * @param algorithm how it is found
     * @param initial where it begins; where it stays, if it is static
     * @param min the least
     * @param max the most
     */
    public record Limit(LimitAlgorithm algorithm, int initial, int min, int max) {}

    /**
     * Numbers of {@code aimd}.
     *
     * @param backoffRatio what is left of the limit after a drop
     * @param timeout what takes longer counts as a drop
     */
    public record Aimd(double backoffRatio, Duration timeout) {}

    /**
     * Numbers of {@code vegas}.
     *
     * @param smoothing the share of each new estimate
     * @param probeMultiplier times the limit are the samples after which the least latency is measured anew
     */
    public record Vegas(double smoothing, int probeMultiplier) {}

    /**
     * Numbers of {@code gradient2}.
     *
     * @param rttTolerance how many times the average a latency may be before it lowers the limit
     * @param longWindow samples of the average
     * @param smoothing the share of each new estimate
     * @param queue by how much the limit grows while latencies are low
     */
    public record Gradient2(double rttTolerance, int longWindow, double smoothing, int queue) {}

    /**
     * Numbers of {@code gradient}.
     *
     * @param updateInterval how often the limit is computed
     * @param minRttInterval for how long a least latency counts, twice at most
     * @param jitterPercent by which share that is longer at random
     * @param bufferPercent the share above the least latency that is no sign of load
     * @param percentile of the latencies of an update's interval
     */
    public record Gradient(
            Duration updateInterval, Duration minRttInterval, int jitterPercent, int bufferPercent, int percentile) {}
}
