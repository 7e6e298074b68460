package io.meshclient.benchmarks.micro.discovery;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long and how often. */
record Effort(List<Integer> sizes, long warmUpNanos, long measureNanos, int changes) {
    static final Effort FULL =
            new Effort(List.of(10, 1_000, 10_000), TimeUnit.SECONDS.toNanos(4), TimeUnit.SECONDS.toNanos(6), 20);
    static final Effort QUICK = new Effort(
            List.of(10, 1_000, 10_000), TimeUnit.MILLISECONDS.toNanos(400), TimeUnit.MILLISECONDS.toNanos(400), 3);

    /** To see that it runs. */
    static final Effort SMALLEST = new Effort(List.of(10), 0, 0, 1);
}
