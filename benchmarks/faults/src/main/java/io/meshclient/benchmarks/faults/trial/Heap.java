package io.meshclient.benchmarks.faults.trial;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** The bytes of the heap that are in use after collections, when two in a row find about the same. */
public final class Heap {

    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final int MOST_COLLECTIONS = 8;
    private static final long ABOUT_THE_SAME = 32 * 1024;

    private Heap() {}

    public static long used() {
        long before = Long.MAX_VALUE;
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            MEMORY.gc();
            long now = MEMORY.getHeapMemoryUsage().getUsed();
            if (before - now < ABOUT_THE_SAME) {
                return Math.min(before, now);
            }
            before = now;
        }
        return before;
    }
}
