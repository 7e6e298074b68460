package io.meshclient.stats;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code endpoint-load-metrics}: {@code TEXT cpu_utilization=0.3,named_metrics.queue=7}, as Envoy also
 * without the word and with a colon for the equals sign, or {@code JSON {"cpu_utilization":0.3}}. Never throws, reads
 * at most {@value #LONGEST} characters and {@value #MOST} metrics, and passes over what it does not understand: a
 * server's mistake must not cost a call.
 */
final class LoadReportParser {

    private static final int LONGEST = 8192;
    private static final int MOST = 64;

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("cpu", LoadReport.CPU),
            Map.entry("cpuUtilization", LoadReport.CPU),
            Map.entry("mem", LoadReport.MEMORY),
            Map.entry("memUtilization", LoadReport.MEMORY),
            Map.entry("applicationUtilization", LoadReport.APPLICATION),
            Map.entry("application", LoadReport.APPLICATION),
            Map.entry("rpsFractional", LoadReport.REQUESTS),
            Map.entry("namedMetrics", "named_metrics"));

    private final Map<String, Double> metrics = new HashMap<>();

    private LoadReportParser() {}

    static @Nullable LoadReport parse(String header) {
        if (header.length() > LONGEST) {
            return null;
        }
        LoadReportParser parser = new LoadReportParser();
        String text = header.strip();
        if (text.regionMatches(true, 0, "JSON ", 0, 5)) {
            parser.json(text.substring(5));
        } else {
            parser.text(text.regionMatches(true, 0, "TEXT ", 0, 5) ? text.substring(5) : text);
        }
        return parser.metrics.isEmpty() ? null : new LoadReport(parser.metrics);
    }

    private void text(String text) {
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            int end = equals >= 0 ? equals : part.indexOf(':');
            if (end > 0) {
                put("", part.substring(0, end).strip(), part.substring(end + 1).strip());
            }
        }
    }

    /**
     * Numbers by name, and objects of such one level down: all that a report has. Anything else ends the reading with
     * what there is so far.
     */
    private void json(String text) {
        String group = "";
        int at = text.indexOf('{') + 1;
        while (at > 0 && at < text.length()) {
            char next = text.charAt(at);
            int end = next == '"' ? text.indexOf('"', at + 1) : -1;
            int value = end < 0 ? -1 : valueAfter(text, end + 1);
            if (value >= 0 && text.charAt(value) == '{') {
                String name = text.substring(at + 1, end);
                group = NAMES.getOrDefault(name, name) + ".";
                at = value + 1;
            } else if (value >= 0) {
                String name = text.substring(at + 1, end);
                at = afterNumber(text, value);
                put(group, name, text.substring(value, at));
            } else if (next == '}' && !group.isEmpty()) {
                group = "";
                at++;
            } else if (next == ',' || Character.isWhitespace(next)) {
                at++;
            } else {
                return;
            }
        }
    }

    /** Where the value begins that a colon leads to; −1 if there is none. */
    private static int valueAfter(String text, int from) {
        int colon = afterBlanks(text, from);
        int value = colon < text.length() && text.charAt(colon) == ':' ? afterBlanks(text, colon + 1) : -1;
        return value < text.length() ? value : -1;
    }

    private static int afterBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int afterNumber(String text, int from) {
        int at = from;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private void put(String group, String name, String text) {
        if (metrics.size() >= MOST || name.isEmpty()) {
            return;
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                metrics.putIfAbsent(group.isEmpty() ? NAMES.getOrDefault(name, name) : group + name, value);
            }
        } catch (NumberFormatException notANumber) {
            // passed over, see above
        }
    }
}
