package io.meshclient.micrometer;

/** The names of the meters and of their tags. */
final class MeterNames {

    static final String CALLS = "mesh.client.calls";
    static final String ATTEMPTS = "mesh.client.attempts";
    static final String RETRIES = "mesh.client.retries";
    static final String HEDGES = "mesh.client.hedges";
    static final String FALLBACKS = "mesh.client.fallbacks";
    static final String REFUSALS = "mesh.client.refusals";
    static final String EJECTIONS = "mesh.client.ejections";
    static final String ENDPOINTS = "mesh.client.endpoints";
    static final String DISCOVERY_AGE = "mesh.client.discovery.age";
    static final String IN_FLIGHT = "mesh.client.in.flight";
    static final String LIMIT = "mesh.client.limit";

    static final String SERVICE = "service";
    static final String OUTCOME = "outcome";
    static final String REASON = "reason";
    static final String STATE = "state";
    static final String ENDPOINT = "endpoint";

    /** The service tag of calls to a host that belongs to no service; no service can have this name. */
    static final String NO_SERVICE = "(none)";

    private MeterNames() {}
}
