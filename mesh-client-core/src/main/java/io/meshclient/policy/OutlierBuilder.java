package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code outlier.*} of a service by their own words. Not for use by several threads. */
public final class OutlierBuilder {

    private final ServiceConfig.Builder service;

    OutlierBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code outlier.enabled}.
     *
     * @param enabled whether endpoints are ejected
     * @return this
     */
    public OutlierBuilder enabled(boolean enabled) {
        service.set("outlier.enabled", String.valueOf(enabled));
        return this;
    }

    /**
     * Property {@code outlier.mode}.
     *
     * @param mode whose rules
     * @return this
     */
    public OutlierBuilder mode(OutlierMode mode) {
        service.set("outlier.mode", mode.word());
        return this;
    }

    /**
     * Property {@code outlier.consecutive-failures}.
     *
     * @param failures failures in a row that eject; 0 for never
     * @return this
     */
    public OutlierBuilder consecutiveFailures(int failures) {
        service.set("outlier.consecutive-failures", String.valueOf(failures));
        return this;
    }

    /**
     * Property {@code outlier.base-ejection-time}.
     *
     * @param time length of the first ejection
     * @return this
     */
    public OutlierBuilder baseEjectionTime(Duration time) {
        service.set("outlier.base-ejection-time", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code outlier.max-ejection-time}.
     *
     * @param time the longest ejection
     * @return this
     */
    public OutlierBuilder maxEjectionTime(Duration time) {
        service.set("outlier.max-ejection-time", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code outlier.ejection-jitter}.
     *
     * @param jitter what is added at random, at most
     * @return this
     */
    public OutlierBuilder ejectionJitter(Duration jitter) {
        service.set("outlier.ejection-jitter", String.valueOf(jitter));
        return this;
    }

    /**
     * Property {@code outlier.max-ejection-percent}.
     *
     * @param percent share that may be ejected at once
     * @return this
     */
    public OutlierBuilder maxEjectionPercent(int percent) {
        service.set("outlier.max-ejection-percent", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code outlier.hold-off}.
     *
     * @param time how long an endpoint is skipped after a failed connection; zero for never
     * @return this
     */
    public OutlierBuilder holdOff(Duration time) {
        service.set("outlier.hold-off", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code outlier.max-hold-off}.
     *
     * @param time the longest such time
     * @return this
     */
    public OutlierBuilder maxHoldOff(Duration time) {
        service.set("outlier.max-hold-off", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code outlier.interval}.
     *
     * @param interval time between two comparisons
     * @return this
     */
    public OutlierBuilder interval(Duration interval) {
        service.set("outlier.interval", String.valueOf(interval));
        return this;
    }

    /**
     * Property {@code outlier.consecutive-gateway-failures}.
     *
     * @param failures gateway failures in a row; 0 for never
     * @return this
     */
    public OutlierBuilder consecutiveGatewayFailures(int failures) {
        service.set("outlier.consecutive-gateway-failures", String.valueOf(failures));
        return this;
    }

    /**
     * Property {@code outlier.split-local-origin}.
     *
     * @param split whether they are
     * @return this
     */
    public OutlierBuilder splitLocalOrigin(boolean split) {
        service.set("outlier.split-local-origin", String.valueOf(split));
        return this;
    }

    /**
     * Property {@code outlier.consecutive-local-origin-failures}.
     *
     * @param failures attempts without a response in a row; 0 for never
     * @return this
     */
    public OutlierBuilder consecutiveLocalOriginFailures(int failures) {
        service.set("outlier.consecutive-local-origin-failures", String.valueOf(failures));
        return this;
    }

    /**
     * Property {@code outlier.success-rate.minimum-hosts}.
     *
     * @param endpoints how many it needs; 0 for never
     * @return this
     */
    public OutlierBuilder successRateMinimumHosts(int endpoints) {
        service.set("outlier.success-rate.minimum-hosts", String.valueOf(endpoints));
        return this;
    }

    /**
     * Property {@code outlier.success-rate.request-volume}.
     *
     * @param calls calls in an interval
     * @return this
     */
    public OutlierBuilder successRateRequestVolume(int calls) {
        service.set("outlier.success-rate.request-volume", String.valueOf(calls));
        return this;
    }

    /**
     * Property {@code outlier.success-rate.stdev-factor}.
     *
     * @param factor how many standard deviations
     * @return this
     */
    public OutlierBuilder successRateStdevFactor(double factor) {
        service.set("outlier.success-rate.stdev-factor", String.valueOf(factor));
        return this;
    }

    /**
     * Property {@code outlier.failure-percentage.threshold}.
     *
     * @param percent share of failures
     * @return this
     */
    public OutlierBuilder failurePercentageThreshold(int percent) {
        service.set("outlier.failure-percentage.threshold", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code outlier.failure-percentage.minimum-hosts}.
     *
     * @param endpoints how many it needs; 0 for never
     * @return this
     */
    public OutlierBuilder failurePercentageMinimumHosts(int endpoints) {
        service.set("outlier.failure-percentage.minimum-hosts", String.valueOf(endpoints));
        return this;
    }

    /**
     * Property {@code outlier.failure-percentage.request-volume}.
     *
     * @param calls calls in an interval
     * @return this
     */
    public OutlierBuilder failurePercentageRequestVolume(int calls) {
        service.set("outlier.failure-percentage.request-volume", String.valueOf(calls));
        return this;
    }

    /**
     * Property {@code outlier.enforcing-consecutive-failures}.
     *
     * @param percent share that is ejected
     * @return this
     */
    public OutlierBuilder enforcingConsecutiveFailures(int percent) {
        service.set("outlier.enforcing-consecutive-failures", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code outlier.enforcing-consecutive-gateway-failures}.
     *
     * @param percent share that is ejected
     * @return this
     */
    public OutlierBuilder enforcingConsecutiveGatewayFailures(int percent) {
        service.set("outlier.enforcing-consecutive-gateway-failures", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code outlier.enforcing-consecutive-local-origin-failures}.
     *
     * @param percent share that is ejected
     * @return this
     */
    public OutlierBuilder enforcingConsecutiveLocalOriginFailures(int percent) {
        service.set("outlier.enforcing-consecutive-local-origin-failures", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code outlier.enforcing-success-rate}.
     *
     * @param percent share that is ejected
     * @return this
     */
    public OutlierBuilder enforcingSuccessRate(int percent) {
        service.set("outlier.enforcing-success-rate", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code outlier.enforcing-local-origin-success-rate}.
     *
     * @param percent share that is ejected
     * @return this
     */
    public OutlierBuilder enforcingLocalOriginSuccessRate(int percent) {
        service.set("outlier.enforcing-local-origin-success-rate", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code outlier.enforcing-failure-percentage}.
     *
     * @param percent share that is ejected
     * @return this
     */
    public OutlierBuilder enforcingFailurePercentage(int percent) {
        service.set("outlier.enforcing-failure-percentage", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code outlier.enforcing-local-origin-failure-percentage}.
     *
     * @param percent share that is ejected
     * @return this
     */
    public OutlierBuilder enforcingLocalOriginFailurePercentage(int percent) {
        service.set("outlier.enforcing-local-origin-failure-percentage", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code outlier.successful-check-unejects}.
     *
     * @param unejects whether it does
     * @return this
     */
    public OutlierBuilder successfulCheckUnejects(boolean unejects) {
        service.set("outlier.successful-check-unejects", String.valueOf(unejects));
        return this;
    }

    /**
     * Property {@code outlier.linkerd.max-failures}.
     *
     * @param failures failures in a row; 0 for never
     * @return this
     */
    public OutlierBuilder linkerdMaxFailures(int failures) {
        service.set("outlier.linkerd.max-failures", String.valueOf(failures));
        return this;
    }

    /**
     * Property {@code outlier.linkerd.min-success-rate}.
     *
     * @param percent success rate
     * @return this
     */
    public OutlierBuilder linkerdMinSuccessRate(int percent) {
        service.set("outlier.linkerd.min-success-rate", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code outlier.linkerd.min-requests}.
     *
     * @param calls calls within 10 s
     * @return this
     */
    public OutlierBuilder linkerdMinRequests(int calls) {
        service.set("outlier.linkerd.min-requests", String.valueOf(calls));
        return this;
    }

    /**
     * Property {@code outlier.linkerd.min-penalty}.
     *
     * @param time the first ejection's length
     * @return this
     */
    public OutlierBuilder linkerdMinPenalty(Duration time) {
        service.set("outlier.linkerd.min-penalty", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code outlier.linkerd.max-penalty}.
     *
     * @param time the longest ejection
     * @return this
     */
    public OutlierBuilder linkerdMaxPenalty(Duration time) {
        service.set("outlier.linkerd.max-penalty", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code outlier.linkerd.jitter-ratio}.
     *
     * @param ratio share of the length
     * @return this
     */
    public OutlierBuilder linkerdJitterRatio(double ratio) {
        service.set("outlier.linkerd.jitter-ratio", String.valueOf(ratio));
        return this;
    }
}
