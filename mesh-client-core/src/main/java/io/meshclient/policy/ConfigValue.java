package io.meshclient.policy;

import static java.util.Objects.requireNonNull;

/**
 * A configured text and where it came from.
 *
 * @param text the value as written
 * @param origin such as {@code application.yml:7}, {@code Mesh.builder()} or {@code library default}
 */
public record ConfigValue(String text, String origin) {

    /** The origin of values that nobody set. */
    public static final String LIBRARY_DEFAULT = "library default";

    /** The origin of values set in code. */
    public static final String BUILDER = "Mesh.builder()";

    /** Checks that nothing is null. */
    public ConfigValue {
        requireNonNull(text, "text");
        requireNonNull(origin, "origin");
    }

    /** For messages about a value that may be a secret. */
    ConfigValue hidden() {
        return new ConfigValue("(hidden)", origin);
    }
}
