package io.meshclient.policy;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which a caller tells how much time it has: Envoy's {@code x-envoy-expected-rq-timeout-ms} and gRPC's
 * {@code grpc-timeout}. Both are times that are left, so that clocks may differ.
 */
public final class TimeoutHeaders {

    /** Envoy's: whole milliseconds; 0 is no limit. */
    public static final String EXPECTED = "x-envoy-expected-rq-timeout-ms";

    /** gRPC's: at most eight digits and a unit, one of {@code H M S m u n}. */
    public static final String GRPC = "grpc-timeout";

    private static final int GRPC_DIGITS = 8;
    private static final long MOST_IN_GRPC = 99_999_999;

    /** More would overflow, and means nothing: a year of milliseconds has eleven digits. */
    private static final int DIGITS = 15;

    private TimeoutHeaders() {}

    /**
     * The time that the headers of a request name: the shorter one, if both do.
     *
     * @param headers gives the first value of a header, or null
     * @return above zero; null if no header names a time. What is not a time is passed over, as Envoy does
     */
    public static @Nullable Duration read(Function<String, @Nullable String> headers) {
        Duration expected = expected(headers.apply(EXPECTED));
        Duration grpc = grpc(headers.apply(GRPC));
        if (expected == null || grpc == null) {
            return expected == null ? grpc : expected;
        }
        return expected.compareTo(grpc) <= 0 ? expected : grpc;
    }

    /**
     * Reads Envoy's header.
     *
     * @param value of {@link #EXPECTED}; null for none
     * @return above zero; null for no limit, and for what is not a time
     */
    public static @Nullable Duration expected(@Nullable String value) {
        String digits = value == null ? "" : value.trim();
        long millis = number(digits, digits.length(), DIGITS);
        return millis <= 0 ? null : Duration.ofMillis(millis);
    }

    /**
     * Reads gRPC's header.
     *
     * @param value of {@link #GRPC}; null for none
     * @return above zero; null for no limit, and for what is not a time
     */
    public static @Nullable Duration grpc(@Nullable String value) {
        String text = value == null ? "" : value.trim();
        if (text.length() < 2) {
            return null;
        }
        int unit = text.length() - 1;
        long number = number(text, unit, GRPC_DIGITS);
        if (number <= 0) {
            return null;
        }
        return switch (text.charAt(unit)) {
            case 'H' -> Duration.ofHours(number);
            case 'M' -> Duration.ofMinutes(number);
            case 'S' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMillis(number);
            case 'u' -> Duration.ofNanos(number * 1_000);
            case 'n' -> Duration.ofNanos(number);
            default -> null;
        };
    }

    /**
     * Writes gRPC's header: milliseconds, or seconds where those have too many digits, as Envoy does.
     *
     * @param millis what is left, above zero
     * @return such as {@code 250m}
     */
    public static String grpc(long millis) {
        return millis <= MOST_IN_GRPC ? millis + "m" : Math.min(MOST_IN_GRPC, millis / 1_000) + "S";
    }

    /** −1 for what is no number, or has too many digits. */
    private static long number(String text, int end, int digits) {
        if (end == 0 || end > digits) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
