package io.meshclient.samples.shop;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends everything when the demo hangs, so that it never runs for ever. */
final class TimeLimit {
    private static final Duration RUN = Duration.ofMinutes(3);
    private static final Duration STAY = Duration.ofHours(1);
    private static final int HUNG = 3;

    private final ScheduledExecutorService clock;
    private ScheduledFuture<?> end;

    private TimeLimit(ScheduledExecutorService clock) {
        this.clock = clock;
        this.end = endAfter(clock, RUN);
    }

    static TimeLimit start() {
        return new TimeLimit(Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "time limit");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** The demo is over and only stays for somebody to look at it. */
    void prolong() {
        end.cancel(false);
        end = endAfter(clock, STAY);
    }

    private static ScheduledFuture<?> endAfter(ScheduledExecutorService clock, Duration limit) {
        return clock.schedule(
                () -> {
                    System.out.println("Time is up: " + limit.toMinutes() + " minutes.");
                    System.exit(HUNG);
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
