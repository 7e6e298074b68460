package io.meshclient.policy;

import java.util.List;
import java.util.Locale;

/** Which attempts a circuit breaker looks back on. */
public enum BreakerWindow {
    /** The last ones, however long ago. */
    COUNT,
    /** Those of the last seconds, however many. */
    TIME;

    /**
     * The word in properties.
     *
     * @return such as {@code count}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BreakerWindow parse(String text) {
        String word = Parsers.oneOf("a window", List.of("count", "time")).apply(text);
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
