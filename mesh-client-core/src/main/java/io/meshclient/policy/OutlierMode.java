package io.meshclient.policy;

import java.util.List;
import java.util.Locale;

/** Whose rules outlier detection follows. */
public enum OutlierMode {
    /** Envoy's: counts in a row, and at intervals a comparison with the other endpoints. */
    ENVOY,
    /** Linkerd's: each endpoint alone, by its last 10 s, and back through one real request. */
    LINKERD;

    /**
     * The word in properties.
     *
     * @return such as {@code envoy}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OutlierMode parse(String text) {
        String word = Parsers.oneOf("a mode", List.of("envoy", "linkerd")).apply(text);
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
