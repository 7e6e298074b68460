package io.meshclient.time;

import java.util.UUID;

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
     * A name that nobody else gives: 122 random bits, as version 4 of RFC 9562. The system's source takes them from where
     * keys come from, for a generator of 64 bits would repeat itself among many processes.
     *
     * @return the name
     */
    default UUID nextUuid() {
        long high = nextLong() & ~0xF000L | 0x4000L;
        long low = nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
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
