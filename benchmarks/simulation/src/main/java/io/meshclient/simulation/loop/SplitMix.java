package io.meshclient.simulation.loop;

import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;

/**
 * Randomness that repeats. Not for use by several threads.
 *
 * <p>Source: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", 2014 (SplitMix64).
 */
@Internal
public final class SplitMix implements RandomSource {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /**
     * A stream.
     *
     * @param seed of the simulation
     * @param stream which of its streams; each is independent of the others
     */
    public SplitMix(long seed, long stream) {
        state = mix(seed + GAMMA) ^ mix(stream * GAMMA + 1);
    }

    @Override
    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /**
     * A number in (0, 1) that belongs to a place and not to a moment: the same call needs the same work whatever policy
     * sends it, and whenever.
     *
     * @param seed of the simulation
     * @param call the call's number
     * @param attempt the attempt's number
     * @return 0 &lt; x &lt; 1
     */
    public static double at(long seed, long call, long attempt) {
        long bits = mix(mix(mix(seed + GAMMA) + call * GAMMA) + (attempt + 1) * GAMMA);
        return ((bits >>> 12) + 0.5) * 0x1.0p-52;
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
