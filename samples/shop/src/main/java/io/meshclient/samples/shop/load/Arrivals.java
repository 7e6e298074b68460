package io.meshclient.samples.shop.load;

import io.meshclient.samples.shop.Plan;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * The times at which calls are due, in nanoseconds from the start: a Poisson process, as of many users that do not know
 * of each other. The seed makes it the same for both clients.
 *
 * <p>In the warm-up the rate grows from nothing to the plan's: 200 calls a second on a JVM that has loaded no class yet
 * time out together, and what a client learns from that is about its own machine and not about the instances.
 */
public final class Arrivals {
    private Arrivals() {}

    /** All arrivals of the plan in ascending order. */
    public static long[] of(Plan plan) {
        Random random = new Random(plan.seed());
        double meanGap = (double) TimeUnit.SECONDS.toNanos(1) / plan.callsPerSecond();
        double warmUp = plan.warmUp().toNanos();
        long end = plan.whole().toNanos();
        LongStream.Builder due = LongStream.builder();
        for (double at = gap(random, meanGap); at < end; at += gap(random, meanGap)) {
            if (random.nextDouble() < Math.min(1, at / warmUp)) {
                due.add((long) at);
            }
        }
        return due.build().toArray();
    }

    private static double gap(Random random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
