package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code admission.*} of a service by their own words. Not for use by several threads. */
public final class AdmissionBuilder {

    private final ServiceConfig.Builder service;

    AdmissionBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    private AdmissionBuilder set(ConfigKey<?> key, Object value) {
        service.set(key.name(), String.valueOf(value));
        return this;
    }

    /**
     * Property {@code admission.algorithm}.
     *
     * @param algorithm whose formula
     * @return this
     */
    public AdmissionBuilder algorithm(AdmissionAlgorithm algorithm) {
        return set(AdmissionKeys.ALGORITHM, algorithm.word());
    }

    /**
     * Property {@code admission.window}.
     *
     * @param window how long an attempt counts
     * @return this
     */
    public AdmissionBuilder window(Duration window) {
        return set(AdmissionKeys.WINDOW, window);
    }

    /**
     * Property {@code admission.success-rate-threshold}.
     *
     * @param percent of successes, from which on nothing is refused
     * @return this
     */
    public AdmissionBuilder successRateThreshold(int percent) {
        return set(AdmissionKeys.THRESHOLD, percent);
    }

    /**
     * Property {@code admission.aggression}.
     *
     * @param aggression 1 for the plain share, more for sooner
     * @return this
     */
    public AdmissionBuilder aggression(double aggression) {
        return set(AdmissionKeys.AGGRESSION, aggression);
    }

    /**
     * Property {@code admission.multiplier}.
     *
     * @param multiplier requests for each that is accepted
     * @return this
     */
    public AdmissionBuilder multiplier(double multiplier) {
        return set(AdmissionKeys.MULTIPLIER, multiplier);
    }

    /**
     * Property {@code admission.max-rejection-percent}.
     *
     * @param percent the most that is refused
     * @return this
     */
    public AdmissionBuilder maxRejectionPercent(int percent) {
        return set(AdmissionKeys.MAX_REJECTION, percent);
    }

    /**
     * Property {@code admission.rps-threshold}.
     *
     * @param attempts a second, without which nothing is refused
     * @return this
     */
    public AdmissionBuilder rpsThreshold(double attempts) {
        return set(AdmissionKeys.RPS, attempts);
    }
}
