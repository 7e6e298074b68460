package io.meshclient.guard;

import io.meshclient.time.Internal;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is under way, up to a cap. Safe for use by many threads. */
@Internal
public final class ConcurrencyCap {

    private final AtomicInteger inUse = new AtomicInteger();

    /**
     * Takes one if there is room.
     *
     * @param max the cap; 0 for none
     * @return whether it was taken
     */
    public boolean take(int max) {
        int taken = inUse.get();
        while (max == 0 || taken < max) { // never above the cap, not even for a moment: another would be refused for it
            if (inUse.compareAndSet(taken, taken + 1)) {
                return true;
            }
            taken = inUse.get();
        }
        return false;
    }

    /** Gives one back. */
    public void giveBack() {
        inUse.decrementAndGet();
    }

    /**
     * How many are taken.
     *
     * @return 0 or more
     */
    public int inUse() {
        return inUse.get();
    }
}
