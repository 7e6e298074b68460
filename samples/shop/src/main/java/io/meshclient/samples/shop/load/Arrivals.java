package io.meshclient.samples.shop.load;

import io.meshclient.samples.shop.Plan;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * The times at which calls are due, in nanoseconds from the start: a Poisson process, as of many users that do not know
 * of each other. The seed makes it the same for both clients.
 */
public final class Arrivals {
    private Arrivals() {}

    /** All arrivals of the plan in ascending order. */
    public static long[] of(Plan plan) {
        Random random = new Random(plan.seed());
        double meanGap = (double) TimeUnit.SECONDS.toNanos(1) / plan.callsPerSecond();
        long end = plan.whole().toNanos();
        LongStream.Builder due = LongStream.builder();
        for (double at = gap(random, meanGap); at < end; at += gap(random, meanGap)) {
            due.add((long) at);
        }
        return due.build().toArray();
    }

    private static double gap(Random random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
