package io.meshclient.outcome;

import java.util.Locale;

/** Nanoseconds as people read them. */
final class Millis {

    private Millis() {}

    static String format(long nanos) {
        return nanos < 10_000_000
                ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%,d ms", nanos / 1_000_000);
    }
}
