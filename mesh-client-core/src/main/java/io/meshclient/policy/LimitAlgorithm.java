package io.meshclient.policy;

import java.util.Arrays;
import java.util.Locale;

/** How many calls may be under way at once is found out in one of these ways. */
public enum LimitAlgorithm {
    /** Not at all: there is no limit. */
    NONE,
    /** By a number that stays as it is: a bulkhead. */
    STATIC,
    /** One more for each success, a share less for each drop. */
    AIMD,
    /** By the queue that latencies tell of, as TCP Vegas; Netflix'. */
    VEGAS,
    /** By the latest latency against the long-term average; Netflix'. */
    GRADIENT2,
    /** By the latency of a moment against the least one; Envoy's. */
    GRADIENT;

    static final String ALLOWED = "none, static, aimd, vegas, gradient2, gradient";

    /**
     * The word in properties.
     *
     * @return such as {@code aimd}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LimitAlgorithm parse(String text) {
        String word = Parsers.oneOf(
                        "an algorithm",
                        Arrays.stream(values()).map(LimitAlgorithm::word).toList())
                .apply(text);
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
