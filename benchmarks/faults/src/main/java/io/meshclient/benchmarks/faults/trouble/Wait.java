package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;

/**
 * How long a caller may be kept: what the setting says that ends it, and {@link #SLACK} for a machine that has other things
 * to do. In the short form the settings are shorter.
 *
 * @param full the setting as it is by default
 * @param quick the setting in the short form
 * @param why which setting that is
 */
record Wait(Duration full, Duration quick, String why) {

    static final Wait NONE = new Wait(Duration.ZERO, Duration.ZERO, "");
    static final Wait CONNECT = new Wait(Duration.ofSeconds(1), Duration.ofSeconds(1), "`connect-timeout`");
    static final Wait READ = new Wait(Duration.ofSeconds(10), Duration.ofSeconds(2), "OkHttp's read timeout");
    static final Wait CALL = new Wait(Duration.ofSeconds(15), Duration.ofSeconds(3), "`call-timeout`");
    static final Wait PER_TRY = new Wait(Duration.ofMillis(500), Duration.ofMillis(500), "a `per-try-timeout`");

    private static final Duration SLACK = Duration.ofMillis(1500);

    Duration setting(Trial trial) {
        return trial.time(full, quick);
    }

    /** The latest. */
    Duration bound(Trial trial) {
        return setting(trial).plus(SLACK);
    }

    /** As long as both, one after the other. */
    Wait and(Wait next) {
        return new Wait(full.plus(next.full), quick.plus(next.quick), why + " and " + next.why);
    }

    /** Such as {@code 2 s}, {@code 250 ms}. */
    static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** Such as {@code within 16.5 s (call-timeout)}. */
    @Override
    public String toString() {
        String bound = full.plus(SLACK).toMillis() / 1000.0 + " s";
        return "within " + bound + (why.isEmpty() ? "" : " (" + why + ")");
    }
}
