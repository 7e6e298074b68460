package io.meshclient.samples.shop;

import java.time.Duration;

/** The size of the load, the same for both clients: who arrives when is decided before the first call. */
public record Plan(int callsPerSecond, Duration warmUp, Duration counted, long seed) {
    /** What {@code mvn -Pdemo} runs: class loading and compilation happen in the warm-up, which is not counted. */
    public static final Plan SHOP = new Plan(200, Duration.ofSeconds(10), Duration.ofSeconds(40), 42);

    /** The same with a registry, which needs time to come back, and its clients up to 10 s more to ask it again. */
    static final Plan SHOP_WITH_REGISTRY = new Plan(200, SHOP.warmUp(), Duration.ofSeconds(65), SHOP.seed());

    /** To see that it works, also where a JVM starts slowly; it is cut short as soon as that is known. */
    static final Plan SHORT = new Plan(25, Duration.ofSeconds(5), Duration.ofSeconds(60), SHOP.seed());

    /** The time from the first arrival to the last. */
    public Duration whole() {
        return warmUp.plus(counted);
    }

    /** So that another process can have the same plan. */
    public String toLine() {
        return callsPerSecond + "," + warmUp.toMillis() + "," + counted.toMillis() + "," + seed;
    }

    /** The plan of {@link #toLine()}. */
    public static Plan ofLine(String line) {
        String[] fields = line.split(",", 4);
        return new Plan(
                Integer.parseInt(fields[0]),
                Duration.ofMillis(Long.parseLong(fields[1])),
                Duration.ofMillis(Long.parseLong(fields[2])),
                Long.parseLong(fields[3]));
    }
}
