package io.meshclient.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP statuses from one to another. Immutable.
 *
 * @param first the lowest
 * @param last the highest
 */
public record StatusRange(int first, int last) {

    private static final Pattern TEXT = Pattern.compile("([1-5]\\d\\d)(?:\\s*-\\s*([1-5]\\d\\d))?");

    /**
     * Whether a status is in it.
     *
     * @param status such as 200
     * @return true if it is
     */
    public boolean contains(int status) {
        return first <= status && status <= last;
    }

    static List<StatusRange> parse(String text) {
        List<StatusRange> ranges = new ArrayList<>();
        for (String part : Parsers.list(text)) {
            Matcher matcher = TEXT.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("has '" + part + "', which is neither a status nor a range of them");
            }
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (last < first) {
                throw new IllegalArgumentException("has '" + part + "', which ends before it begins");
            }
            ranges.add(new StatusRange(first, last));
        }
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        return List.copyOf(ranges);
    }
}
