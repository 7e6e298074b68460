package io.meshclient.policy;

import java.util.List;
import java.util.Locale;

/** Whose circuit breaker it is. */
public enum BreakerScope {
    /** One of the service as a whole: while it is open, calls are refused. */
    SERVICE,
    /** One of each endpoint: while it is open, calls go to others. */
    ENDPOINT;

    /**
     * The word in properties.
     *
     * @return such as {@code service}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BreakerScope parse(String text) {
        String word = Parsers.oneOf("a scope", List.of("service", "endpoint")).apply(text);
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
