package io.meshclient.policy;

import java.util.List;
import java.util.Locale;

/** What a retry budget counts. */
public enum RetryBudgetType {
    /** Finagle's: calls earn retries, and what was earned lasts for a while. */
    TOKENS,
    /** Envoy's: retries under way, against calls under way. */
    CONCURRENCY;

    /**
     * The word in properties.
     *
     * @return such as {@code tokens}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RetryBudgetType parse(String text) {
        String word = Parsers.oneOf("a type of budget", List.of("tokens", "concurrency"))
                .apply(text);
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
