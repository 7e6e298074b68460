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
}
