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
}
