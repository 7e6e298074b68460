package io.meshclient.samples.shop;

import java.time.Duration;

/** The size of the load, the same for both clients: who arrives when is decided before the first call. */
public record Plan(int callsPerSecond, Duration warmUp, Duration counted, long seed) {
    /** What {@code mvn -Pdemo} runs: class loading and compilation happen in the warm-up, which is not counted. */
    public static final Plan SHOP = new Plan(200, Duration.ofSeconds(10), Duration.ofSeconds(40), 42);

    /** The time from the first arrival to the last. */
    public Duration whole() {
        return warmUp.plus(counted);
    }
}
