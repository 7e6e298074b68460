package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code prequal.*} of a service by their own words. Not for use by several threads. */
public final class PrequalBuilder {

    private final ServiceConfig.Builder service;

    PrequalBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code prequal.pool-size}.
     *
     * @param reports that are remembered
     * @return this
     */
    public PrequalBuilder poolSize(int reports) {
        service.set("prequal.pool-size", String.valueOf(reports));
        return this;
    }

    /**
     * Property {@code prequal.max-age}.
     *
     * @param age how long a report counts
     * @return this
     */
    public PrequalBuilder maxAge(Duration age) {
        service.set("prequal.max-age", String.valueOf(age));
        return this;
    }

    /**
     * Property {@code prequal.hot-quantile}.
     *
     * @param quantile of the reported calls in flight, above which an endpoint is hot
     * @return this
     */
    public PrequalBuilder hotQuantile(double quantile) {
        service.set("prequal.hot-quantile", String.valueOf(quantile));
        return this;
    }

    /**
     * Property {@code prequal.probe-path}.
     *
     * @param path where endpoints say their load; empty for no probes
     * @return this
     */
    public PrequalBuilder probePath(String path) {
        service.set("prequal.probe-path", path);
        return this;
    }

    /**
     * Property {@code prequal.probes-per-call}.
     *
     * @param probes beside each attempt
     * @return this
     */
    public PrequalBuilder probesPerCall(double probes) {
        service.set("prequal.probes-per-call", String.valueOf(probes));
        return this;
    }

    /**
     * Property {@code prequal.probe-timeout}.
     *
     * @param timeout of one probe, the connection included
     * @return this
     */
    public PrequalBuilder probeTimeout(Duration timeout) {
        service.set("prequal.probe-timeout", String.valueOf(timeout));
        return this;
    }
}
