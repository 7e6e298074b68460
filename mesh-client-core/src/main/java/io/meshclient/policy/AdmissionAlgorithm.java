package io.meshclient.policy;

import java.util.List;
import java.util.Locale;

/** Whose formula says how many calls are refused while a service fails. */
public enum AdmissionAlgorithm {
    /** Nobody's: none is refused. */
    NONE,
    /** Envoy's, by the share of responses below 500. */
    ENVOY,
    /** Google's, by the share of requests that the service accepts. */
    SRE;

    /**
     * The word in properties.
     *
     * @return such as {@code envoy}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AdmissionAlgorithm parse(String text) {
        String word =
                Parsers.oneOf("an algorithm", List.of("none", "envoy", "sre")).apply(text);
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
