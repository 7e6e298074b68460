package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code health-check.*} of a service by their own words. Not for use by several threads. */
public final class HealthCheckBuilder {

    private final ServiceConfig.Builder service;

    HealthCheckBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code health-check.type}.
     *
     * @param type how
     * @return this
     */
    public HealthCheckBuilder type(HealthCheckType type) {
        service.set("health-check.type", type.word());
        return this;
    }

    /**
     * Property {@code health-check.path}.
     *
     * @param path what is asked for
     * @return this
     */
    public HealthCheckBuilder path(String path) {
        service.set("health-check.path", path);
        return this;
    }

    /**
     * Property {@code health-check.method}.
     *
     * @param method how it is asked
     * @return this
     */
    public HealthCheckBuilder method(String method) {
        service.set("health-check.method", method);
        return this;
    }

    /**
     * Property {@code health-check.scheme}.
     *
     * @param scheme http or https
     * @return this
     */
    public HealthCheckBuilder scheme(String scheme) {
        service.set("health-check.scheme", scheme);
        return this;
    }

    /**
     * Property {@code health-check.host}.
     *
     * @param host a host name
     * @return this
     */
    public HealthCheckBuilder host(String host) {
        service.set("health-check.host", host);
        return this;
    }

    /**
     * Property {@code health-check.headers}.
     *
     * @param headers each name: value
     * @return this
     */
    public HealthCheckBuilder headers(String... headers) {
        service.set("health-check.headers", String.join(",", headers));
        return this;
    }

    /**
     * Property {@code health-check.expected-statuses}.
     *
     * @param statuses each a status or a range
     * @return this
     */
    public HealthCheckBuilder expectedStatuses(String... statuses) {
        service.set("health-check.expected-statuses", String.join(",", statuses));
        return this;
    }

    /**
     * Property {@code health-check.grpc-service}.
     *
     * @param name a gRPC service
     * @return this
     */
    public HealthCheckBuilder grpcService(String name) {
        service.set("health-check.grpc-service", name);
        return this;
    }

    /**
     * Property {@code health-check.interval}.
     *
     * @param time between two checks
     * @return this
     */
    public HealthCheckBuilder interval(Duration time) {
        service.set("health-check.interval", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code health-check.interval-jitter}.
     *
     * @param time what is added, at most
     * @return this
     */
    public HealthCheckBuilder intervalJitter(Duration time) {
        service.set("health-check.interval-jitter", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code health-check.unhealthy-interval}.
     *
     * @param time between two checks
     * @return this
     */
    public HealthCheckBuilder unhealthyInterval(Duration time) {
        service.set("health-check.unhealthy-interval", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code health-check.initial-spread}.
     *
     * @param time within which the first checks are made
     * @return this
     */
    public HealthCheckBuilder initialSpread(Duration time) {
        service.set("health-check.initial-spread", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code health-check.timeout}.
     *
     * @param time for one check
     * @return this
     */
    public HealthCheckBuilder timeout(Duration time) {
        service.set("health-check.timeout", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code health-check.healthy-threshold}.
     *
     * @param checks good checks in a row
     * @return this
     */
    public HealthCheckBuilder healthyThreshold(int checks) {
        service.set("health-check.healthy-threshold", String.valueOf(checks));
        return this;
    }

    /**
     * Property {@code health-check.unhealthy-threshold}.
     *
     * @param checks failed checks in a row
     * @return this
     */
    public HealthCheckBuilder unhealthyThreshold(int checks) {
        service.set("health-check.unhealthy-threshold", String.valueOf(checks));
        return this;
    }
}
