package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code limit.*} of a service by their own words. Not for use by several threads. */
public final class LimitBuilder {

    private final ServiceConfig.Builder service;

    LimitBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    private LimitBuilder set(ConfigKey<?> key, Object value) {
        service.set(key.name(), String.valueOf(value));
        return this;
    }

    /**
     * Property {@code limit.endpoint.algorithm}.
     *
     * @param algorithm how each endpoint's limit is found
     * @return this
     */
    public LimitBuilder endpointAlgorithm(LimitAlgorithm algorithm) {
        return set(LimitKeys.ENDPOINT, algorithm.word());
    }

    /**
     * Property {@code limit.endpoint.initial}.
     *
     * @param calls an endpoint's limit at the beginning
     * @return this
     */
    public LimitBuilder endpointInitial(int calls) {
        return set(LimitKeys.ENDPOINT_INITIAL, calls);
    }

    /**
     * Property {@code limit.endpoint.min}.
     *
     * @param calls the least that it becomes
     * @return this
     */
    public LimitBuilder endpointMin(int calls) {
        return set(LimitKeys.ENDPOINT_MIN, calls);
    }

    /**
     * Property {@code limit.endpoint.max}.
     *
     * @param calls the most that it becomes
     * @return this
     */
    public LimitBuilder endpointMax(int calls) {
        return set(LimitKeys.ENDPOINT_MAX, calls);
    }

    /**
     * Property {@code limit.service.algorithm}.
     *
     * @param algorithm how the service's limit is found
     * @return this
     */
    public LimitBuilder serviceAlgorithm(LimitAlgorithm algorithm) {
        return set(LimitKeys.SERVICE, algorithm.word());
    }

    /**
     * Property {@code limit.service.initial}.
     *
     * @param calls the service's limit at the beginning
     * @return this
     */
    public LimitBuilder serviceInitial(int calls) {
        return set(LimitKeys.SERVICE_INITIAL, calls);
    }

    /**
     * Property {@code limit.service.min}.
     *
     * @param calls the least that it becomes
     * @return this
     */
    public LimitBuilder serviceMin(int calls) {
        return set(LimitKeys.SERVICE_MIN, calls);
    }

    /**
     * Property {@code limit.service.max}.
     *
     * @param calls the most that it becomes
     * @return this
     */
    public LimitBuilder serviceMax(int calls) {
        return set(LimitKeys.SERVICE_MAX, calls);
    }

    /**
     * Property {@code limit.default-percent}.
     *
     * @param percent the share of a limit for calls that say nothing of their priority
     * @return this
     */
    public LimitBuilder defaultPercent(int percent) {
        return set(LimitKeys.DEFAULT_PERCENT, percent);
    }

    /**
     * Property {@code limit.sheddable-percent}.
     *
     * @param percent the share of a limit for sheddable calls
     * @return this
     */
    public LimitBuilder sheddablePercent(int percent) {
        return set(LimitKeys.SHEDDABLE_PERCENT, percent);
    }

    /**
     * Property {@code limit.aimd.backoff-ratio}.
     *
     * @param ratio what is left of the limit after a drop
     * @return this
     */
    public LimitBuilder aimdBackoffRatio(double ratio) {
        return set(LimitNumbers.BACKOFF_RATIO, ratio);
    }

    /**
     * Property {@code limit.aimd.timeout}.
     *
     * @param timeout what takes longer is a drop
     * @return this
     */
    public LimitBuilder aimdTimeout(Duration timeout) {
        return set(LimitNumbers.AIMD_TIMEOUT, timeout);
    }

    /**
     * Property {@code limit.vegas.smoothing}.
     *
     * @param share of each new estimate
     * @return this
     */
    public LimitBuilder vegasSmoothing(double share) {
        return set(LimitNumbers.VEGAS_SMOOTHING, share);
    }

    /**
     * Property {@code limit.vegas.probe-multiplier}.
     *
     * @param times the limit are the calls between two measurements of the least latency
     * @return this
     */
    public LimitBuilder vegasProbeMultiplier(int times) {
        return set(LimitNumbers.PROBE_MULTIPLIER, times);
    }

    /**
     * Property {@code limit.gradient2.rtt-tolerance}.
     *
     * @param times the average a latency may be
     * @return this
     */
    public LimitBuilder gradient2RttTolerance(double times) {
        return set(LimitNumbers.RTT_TOLERANCE, times);
    }

    /**
     * Property {@code limit.gradient2.long-window}.
     *
     * @param calls of the average
     * @return this
     */
    public LimitBuilder gradient2LongWindow(int calls) {
        return set(LimitNumbers.LONG_WINDOW, calls);
    }

    /**
     * Property {@code limit.gradient2.smoothing}.
     *
     * @param share of each new estimate
     * @return this
     */
    public LimitBuilder gradient2Smoothing(double share) {
        return set(LimitNumbers.SMOOTHING, share);
    }

    /**
     * Property {@code limit.gradient2.queue}.
     *
     * @param calls by which an estimate is higher
     * @return this
     */
    public LimitBuilder gradient2Queue(int calls) {
        return set(LimitNumbers.QUEUE, calls);
    }

    /**
     * Property {@code limit.gradient.update-interval}.
     *
     * @param interval between two computations of the limit
     * @return this
     */
    public LimitBuilder gradientUpdateInterval(Duration interval) {
        return set(LimitNumbers.UPDATE_INTERVAL, interval);
    }

    /**
     * Property {@code limit.gradient.min-rtt-interval}.
     *
     * @param interval for which a least latency counts
     * @return this
     */
    public LimitBuilder gradientMinRttInterval(Duration interval) {
        return set(LimitNumbers.MIN_RTT_INTERVAL, interval);
    }

    /**
     * Property {@code limit.gradient.jitter-percent}.
     *
     * @param percent by up to which that is longer at random
     * @return this
     */
    public LimitBuilder gradientJitterPercent(int percent) {
        return set(LimitNumbers.JITTER_PERCENT, percent);
    }

    /**
     * Property {@code limit.gradient.buffer-percent}.
     *
     * @param percent above the least latency that are no sign of load
     * @return this
     */
    public LimitBuilder gradientBufferPercent(int percent) {
        return set(LimitNumbers.BUFFER_PERCENT, percent);
    }

    /**
     * Property {@code limit.gradient.percentile}.
     *
     * @param percentile of the latencies that is compared
     * @return this
     */
    public LimitBuilder gradientPercentile(int percentile) {
        return set(LimitNumbers.PERCENTILE, percentile);
    }
}
