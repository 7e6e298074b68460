package io.meshclient.policy;

import java.util.List;
import java.util.Locale;

/** How endpoints are checked. */
public enum HealthCheckType {
    /** Not at all. */
    NONE,
    /** By an HTTP request and its status. */
    HTTP,
    /** By a connection. */
    TCP,
    /** By gRPC's health protocol, {@code grpc.health.v1.Health/Check}. */
    GRPC;

    /**
     * The word in properties.
     *
     * @return such as {@code http}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static HealthCheckType parse(String text) {
        String word = Parsers.oneOf("a type of checks", List.of("none", "http", "tcp", "grpc"))
                .apply(text);
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
