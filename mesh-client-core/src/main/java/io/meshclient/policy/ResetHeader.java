package io.meshclient.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A response header by which a server says when to come back. Immutable.
 *
 * @param name in any case
 * @param format how it says it
 */
public record ResetHeader(String name, Format format) {

    /** What the property takes. */
    static final String ALLOWED = "NAME:seconds or NAME:unix-timestamp, several separated by commas";

    /** How a header says when. */
    public enum Format {
        /** How many seconds to wait. */
        SECONDS,
        /** The second since 1970 at which it is time. */
        UNIX_TIMESTAMP
    }

    /**
     * How long to wait, as Envoy reads it ({@code reset_header_parser.cc}): whole numbers only, and a time that has passed
     * says nothing.
     *
     * @param text the header's first value
     * @param epochMillis the wall clock
     * @return nanoseconds; −1 if it says nothing, or more than can be told
     */
    public long nanos(String text, long epochMillis) {
        String digits = text.trim();
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        long now = format == Format.UNIX_TIMESTAMP ? TimeUnit.MILLISECONDS.toSeconds(epochMillis) : 0;
        long seconds = Long.parseLong(digits) - now;
        return seconds < 0 ? -1 : TimeUnit.SECONDS.toNanos(seconds);
    }

    static List<ResetHeader> parse(String text) {
        List<ResetHeader> headers = new ArrayList<>();
        for (String part : Parsers.list(text)) {
            int colon = part.indexOf(':');
            String name = colon < 0 ? part : part.substring(0, colon).trim();
            if (colon < 1 || HeaderMatch.parse(name).get(0).value() != null) {
                throw new IllegalArgumentException("has '" + part + "', which is not NAME:FORMAT");
            }
            headers.add(
                    new ResetHeader(name, format(part, part.substring(colon + 1).trim())));
        }
        return List.copyOf(headers);
    }

    private static Format format(String part, String word) {
        for (Format format : Format.values()) {
            if (format.name().equals(word.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return format;
            }
        }
        throw new IllegalArgumentException("has '" + part + "', whose format is unknown");
    }
}
