package io.meshclient.policy;

import io.meshclient.endpoint.Endpoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts to values, for the parsers of {@link ConfigKey}s. What is wrong is told as the rest of a sentence that begins with
 * the value, in an {@link IllegalArgumentException}.
 */
public final class Parsers {

    /** What {@link #duration} takes. */
    public static final String DURATIONS = "a duration such as 250ms, 15s, 1m or PT15S; 0 for none";

    /** What {@link #positiveDuration} takes. */
    public static final String POSITIVE_DURATIONS = "a duration above zero, such as 250ms, 15s, 1m or PT15S";

    private static final Pattern SIMPLE = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*(ns|us|ms|s|m|h|d)?");
    private static final Duration LONGEST = Duration.ofDays(365);

    private Parsers() {}

    /**
     * A duration up to a year; a bare number is milliseconds.
     *
     * @param text such as {@code 15s}
     * @return not negative
     */
    public static Duration duration(String text) {
        Duration parsed = readDuration(text);
        if (parsed.isNegative()) {
            throw new IllegalArgumentException("is negative");
        }
        if (parsed.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("is longer than a year");
        }
        return parsed;
    }

    /**
     * A duration above zero, up to a year.
     *
     * @param text such as {@code 15s}
     * @return above zero
     */
    public static Duration positiveDuration(String text) {
        Duration parsed = duration(text);
        if (parsed.isZero()) {
            throw new IllegalArgumentException("is zero");
        }
        return parsed;
    }

    private static Duration readDuration(String text) {
        Matcher simple = SIMPLE.matcher(text.toLowerCase(Locale.ROOT));
        if (!simple.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("is not a duration", e);
            }
        }
        String unit = simple.group(2) == null ? "ms" : simple.group(2);
        long nanosPerUnit = switch (unit) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> 1_000_000L; // as Spring reads a bare number
        };
        BigDecimal nanos = new BigDecimal(simple.group(1)).multiply(BigDecimal.valueOf(nanosPerUnit));
        if (nanos.signum() < 0) {
            return Duration.ofNanos(-1);
        }
        if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            return LONGEST.plusNanos(1);
        }
        return Duration.ofNanos(nanos.longValue());
    }

    /**
     * True or false.
     *
     * @param text in any case
     * @return the value
     */
    public static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    /**
     * Whole numbers within bounds.
     *
     * @param min the least
     * @param max the greatest
     * @return the parser
     */
    public static Function<String, Integer> integer(int min, int max) {
        return text -> {
            BigInteger value;
            try {
                value = new BigInteger(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("is not a whole number", e);
            }
            if (value.compareTo(BigInteger.valueOf(min)) < 0) {
                throw new IllegalArgumentException("is below " + min);
            }
            if (value.compareTo(BigInteger.valueOf(max)) > 0) {
                throw new IllegalArgumentException("is above " + max);
            }
            return value.intValue();
        };
    }

    /**
     * Numbers within bounds.
     *
     * @param min the least
     * @param max the greatest
     * @return the parser
     */
    public static Function<String, Double> decimal(double min, double max) {
        return text -> {
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("is not a number", e);
            }
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("is not a number");
            }
            if (value < min || value > max) {
                throw new IllegalArgumentException(value < min ? "is below " + min : "is above " + max);
            }
            return value;
        };
    }

    /**
     * One of some words. Where one is {@code off}, {@code false} means it too: that is what YAML makes of it.
     *
     * @param what such as {@code a scheme}, for the message
     * @param allowed in lower case
     * @return the parser, which gives lower case
     */
    public static Function<String, String> oneOf(String what, List<String> allowed) {
        return text -> {
            String word = text.toLowerCase(Locale.ROOT);
            String value = word.equals("false") && allowed.contains("off") ? "off" : word;
            if (!allowed.contains(value)) {
                throw new IllegalArgumentException("is not " + what + closest(value, allowed));
            }
            return value;
        };
    }

    /**
     * Texts between commas; blank ones are passed over.
     *
     * @param text such as {@code a, b}
     * @return in their order
     */
    public static List<String> list(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.trim());
            }
        }
        return List.copyOf(parts);
    }

    /** Names between commas, without what surrounds them. */
    static String names(String text) {
        return String.join(",", list(text));
    }

    static List<Endpoint> endpoints(String text) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String part : list(text)) {
            try {
                endpoints.add(Endpoint.parse(part));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("has a bad address: " + e.getMessage(), e);
            }
        }
        return List.copyOf(endpoints);
    }

    static List<String> hosts(String text) {
        List<String> hosts = new ArrayList<>();
        for (String host : list(text)) {
            hosts.add(ServiceNames.checkHost(host));
        }
        return List.copyOf(hosts);
    }

    /** Numbers by name: {@code a=1, b=2}. */
    static Map<String, Integer> numbers(String text) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String part : list(text)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("has '" + part + "', which is not name=number");
            }
            String name = part.substring(0, equals).trim();
            try {
                numbers.put(
                        name,
                        integer(0, Endpoint.MAX_WEIGHT)
                                .apply(part.substring(equals + 1).trim()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("has '" + part + "', whose number " + e.getMessage(), e);
            }
        }
        return Collections.unmodifiableMap(numbers);
    }

    /** Texts by name: {@code version=v1, stage=canary}. */
    static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : list(text)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("has '" + part + "', which is not key=value");
            }
            pairs.put(
                    part.substring(0, equals).trim(), part.substring(equals + 1).trim());
        }
        return Map.copyOf(pairs);
    }

    /** Sets of keys: {@code version, stage+version}. */
    static Set<Set<String>> keySets(String text) {
        Set<Set<String>> sets = new LinkedHashSet<>();
        for (String part : list(text)) {
            Set<String> keys = new LinkedHashSet<>();
            for (String key : part.split("\\+", -1)) {
                if (key.isBlank() || !keys.add(key.trim())) {
                    throw new IllegalArgumentException("has '" + part + "', which is not keys joined by +");
                }
            }
            sets.add(Set.copyOf(keys));
        }
        return Set.copyOf(sets);
    }

    static Set<RetryOn> retryOn(String text) {
        Set<RetryOn> conditions = new LinkedHashSet<>();
        for (String token : list(text)) {
            conditions.add(RetryOn.ofToken(token));
        }
        return Set.copyOf(conditions);
    }

    static Set<String> methods(String text) {
        Set<String> methods = new LinkedHashSet<>();
        for (String method : list(text)) {
            if (!method.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-')) {
                throw new IllegalArgumentException("has '" + method + "', which is no HTTP method");
            }
            methods.add(method.toUpperCase(Locale.ROOT));
        }
        return Set.copyOf(methods);
    }

    /**
     * The allowed word that is nearest, as a question to append: at most two edits away, and at most one for every three
     * letters, for {@code ftp} is no misspelt {@code http}; else nothing.
     */
    static String closest(String word, Iterable<String> allowed) {
        String best = "";
        int least = Math.min(2, word.length() / 3) + 1;
        for (String candidate : allowed) {
            int distance = edits(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : " (did you mean " + best + "?)";
    }

    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
