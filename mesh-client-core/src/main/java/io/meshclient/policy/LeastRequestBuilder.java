package io.meshclient.policy;

/** Sets the properties {@code least-request.*} of a service by their own words. Not for use by several threads. */
public final class LeastRequestBuilder {

    private final ServiceConfig.Builder service;

    LeastRequestBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code least-request.choices}.
     *
     * @param choices endpoints that are compared
     * @return this
     */
    public LeastRequestBuilder choices(int choices) {
        service.set("least-request.choices", String.valueOf(choices));
        return this;
    }

    /**
     * Property {@code least-request.active-request-bias}.
     *
     * @param bias exponent of the number of active calls; 0 for weights only
     * @return this
     */
    public LeastRequestBuilder activeRequestBias(double bias) {
        service.set("least-request.active-request-bias", String.valueOf(bias));
        return this;
    }
}
