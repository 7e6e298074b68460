package io.meshclient.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A header that is looked for: one that is there, or one that has a value. Immutable.
 *
 * @param name in any case
 * @param value what one of its values must be; null for any
 */
public record HeaderMatch(String name, @Nullable String value) {

    /** What the properties take. */
    static final String ALLOWED = "NAME (the header is there) or NAME=VALUE, several separated by commas";

    private static final Pattern TEXT = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:=(.*))?");

    /**
     * Whether a message has it.
     *
     * @param values of the header of this name; empty if there is none
     * @return true if it does
     */
    public boolean matches(List<String> values) {
        return value == null ? !values.isEmpty() : values.contains(value);
    }

    static List<HeaderMatch> parse(String text) {
        List<HeaderMatch> matches = new ArrayList<>();
        for (String part : Parsers.list(text)) {
            Matcher matcher = TEXT.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("has '" + part + "', which names no header");
            }
            matches.add(new HeaderMatch(matcher.group(1), matcher.group(2)));
        }
        return List.copyOf(matches);
    }
}
