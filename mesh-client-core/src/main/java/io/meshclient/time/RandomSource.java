package io.meshclient.time;

/** A source of randomness. Safe for use by many threads. */
@FunctionalInterface
public interface RandomSource {

    /**
     * The next 64 random bits.
     *
     * @return any long
     */
    long nextLong();

    /**
     * A number below a bound, by Lemire's multiply-shift (bias below 2⁻³² per value, irrelevant for choosing).
     *
     * @param bound at least 1
     * @return 0 … bound − 1
     */
    default int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /**
     * A number in [0, 1), from the upper 53 bits.
     *
     * @return 0 ≤ x &lt; 1
     */
    default double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * The generator of the calling thread.
     *
     * @return the one shared instance
     */
    static RandomSource system() {
        return SystemRandom.INSTANCE;
    }
}
