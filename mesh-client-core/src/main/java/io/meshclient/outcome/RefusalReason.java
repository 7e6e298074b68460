package io.meshclient.outcome;

/** Why the mesh itself said no, without asking the network. */
public enum RefusalReason {
    /** {@code Mesh.close()} was called. */
    MESH_CLOSED("mesh-closed", "the mesh is closed"),
    /** Strict mode, and the host belongs to no service. */
    UNKNOWN_SERVICE("unknown-service", "the host belongs to no service of the mesh, and mesh.client.strict is on"),
    /** The host would become a service by the call to it, and there are as many of those as there may be. */
    TOO_MANY_SERVICES("too-many-services", "mesh.client.on-demand.max-services is reached"),
    /** Discovery gave no endpoint. */
    NO_ENDPOINTS("no-endpoints", "the service has no endpoints"),
    /** All endpoints are ejected or unhealthy, and panic routing is off. */
    NO_HEALTHY_ENDPOINT(
            "no-healthy-endpoint",
            "every endpoint is ejected or unhealthy, and panic-threshold or fail-on-panic forbids to ask them"),
    /** The call asked for endpoints that there are not. */
    NO_SUBSET("no-subset", "no endpoint is what the call asks for, and subset.fallback allows no other"),
    /** The service's cap of concurrent calls is reached. */
    TOO_MANY_CALLS("too-many-calls", "max-concurrent-calls is reached"),
    /** The service's adaptive limit is reached, or the part of it that calls of this priority may use. */
    LIMIT_REACHED("limit-reached", "limit.service allows no more calls of this priority at once"),
    /** Admission control refuses a part of the calls, because too many of the last ones failed. */
    SHED("shed", "too many of the last calls failed, and admission control refuses a part of them"),
    /** The service's rate limit is reached, or that of the call's key. */
    RATE_LIMIT("rate-limit", "rate-limit.calls were made within rate-limit.period"),
    /** The service's circuit breaker is open. */
    BREAKER_OPEN("breaker-open", "the circuit breaker of the service is open"),
    /** An endpoint is ejected by outlier detection (its refusal means: pick again). */
    ENDPOINT_EJECTED("endpoint-ejected", "the endpoint is ejected"),
    /** An endpoint refused connections a moment ago (its refusal means: pick again). */
    ENDPOINT_HELD_OFF("endpoint-held-off", "the endpoint refused connections a moment ago"),
    /** An endpoint has as many calls as its limit allows (its refusal means: pick again). */
    ENDPOINT_AT_LIMIT("endpoint-at-limit", "limit.endpoint allows the endpoint no more calls of this priority at once"),
    /** The endpoint's own circuit breaker is open (its refusal means: pick again). */
    ENDPOINT_BREAKER_OPEN("endpoint-breaker-open", "the circuit breaker of the endpoint is open"),
    /** An endpoint has been removed meanwhile (its refusal means: pick again). */
    ENDPOINT_REMOVED("endpoint-removed", "the endpoint has been removed"),
    /** Every endpoint that was picked refused. */
    ENDPOINTS_REFUSED("endpoints-refused", "every endpoint that was picked refused the call"),
    /** Every endpoint that was picked has as many calls as its limit allows. */
    ENDPOINTS_AT_LIMIT(
            "endpoints-at-limit",
            "limit.endpoint allows no endpoint that was picked more calls of this priority at once");

    private final String token;
    private final String sentence;

    RefusalReason(String token, String sentence) {
        this.token = token;
        this.sentence = sentence;
    }

    /**
     * The word used in meters.
     *
     * @return such as {@code breaker-open}
     */
    public String token() {
        return token;
    }

    /**
     * The reason in words.
     *
     * @return part of a sentence
     */
    public String sentence() {
        return sentence;
    }
}
