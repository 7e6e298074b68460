package io.meshclient.discovery.eureka;

import io.meshclient.endpoint.Health;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an instance says of itself, and what the mesh makes of it. */
enum InstanceStatus {
    UP(Health.HEALTHY),
    OUT_OF_SERVICE(Health.DRAINING),
    /** Registered and sending heartbeats, so it runs: panic routing may use it when most of a service say so. */
    DOWN(Health.UNHEALTHY),
    UNKNOWN(Health.UNHEALTHY),
    /** Has never taken a call, and perhaps does not listen yet: counted as unhealthy, it could only start a panic. */
    STARTING(null);

    private final @Nullable Health health;

    InstanceStatus(@Nullable Health health) {
        this.health = health;
    }

    /** Null for an instance that is not to be an endpoint yet. */
    @Nullable
    Health health() {
        return health;
    }

    /** As Eureka's own clients read it: what is missing is UP, what is not known is UNKNOWN. */
    static InstanceStatus of(@Nullable String text) {
        if (text == null) {
            return UP;
        }
        try {
            return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
