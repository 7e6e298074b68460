package io.meshclient.benchmarks.micro.discovery;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How long and how often.
 *
 * @param leastPauseNanos before each change, and up to a second more: so that no two changes follow each other in step with
 *     whoever looks once a second, or faster than Consul is asked
 * @param whole the adapters whose heap and changes are measured too, and not only the reading
 */
record Effort(
        List<Integer> sizes,
        long warmUpNanos,
        long measureNanos,
        int changes,
        long leastPauseNanos,
        Set<Adapter> whole) {

    static final Effort FULL = new Effort(
            List.of(10, 1_000, 10_000),
            TimeUnit.SECONDS.toNanos(3),
            TimeUnit.SECONDS.toNanos(4),
            20,
            TimeUnit.SECONDS.toNanos(2),
            EnumSet.allOf(Adapter.class));
    static final Effort QUICK = new Effort(
            List.of(10, 1_000, 10_000),
            TimeUnit.MILLISECONDS.toNanos(400),
            TimeUnit.MILLISECONDS.toNanos(400),
            3,
            TimeUnit.SECONDS.toNanos(2),
            EnumSet.allOf(Adapter.class));

    /** To see that it runs: without what takes long to start. */
    static final Effort SMALLEST =
            new Effort(List.of(10), 0, 0, 1, 0, EnumSet.of(Adapter.FILE, Adapter.CONSUL, Adapter.DNS));
}
