package io.meshclient.stats;

import io.meshclient.time.Internal;

/**
 * Successes among all, in the running interval and in the one before. Intervals have numbers, so that the counts of many
 * roll at the same moment without a timer. Not safe by itself: its owner guards it.
 */
@Internal
public final class IntervalTally {

    private long interval = Long.MIN_VALUE;
    private int total;
    private int successes;
    private int lastTotal;
    private int lastSuccesses;

    /**
     * Counts one.
     *
     * @param success whether it was one
     * @param now the running interval's number
     */
    public void add(boolean success, long now) {
        roll(now);
        total++;
        successes += success ? 1 : 0;
    }

    /**
     * One that had counted as a success was none; whichever of the two intervals it belongs to.
     *
     * @param now the running interval's number
     */
    public void takeBack(long now) {
        roll(now);
        if (successes > 0) {
            successes--;
        } else if (lastSuccesses > 0) {
            lastSuccesses--;
        }
    }

    /**
     * How many there were in the interval before the running one.
     *
     * @param now the running interval's number
     * @return 0 or more
     */
    public int lastTotal(long now) {
        roll(now);
        return lastTotal;
    }

    /**
     * The share of successes in the interval before the running one.
     *
     * @param now the running interval's number
     * @return 0 to 100; NaN if there was none at all
     */
    public double lastPercent(long now) {
        roll(now);
        return lastTotal == 0 ? Double.NaN : 100.0 * lastSuccesses / lastTotal;
    }

    /**
     * How many there are in the running interval.
     *
     * @param now its number
     * @return 0 or more
     */
    public int total(long now) {
        roll(now);
        return total;
    }

    /** Forgets all. */
    public void clear() {
        total = 0;
        successes = 0;
        lastTotal = 0;
        lastSuccesses = 0;
    }

    private void roll(long now) {
        if (now == interval) {
            return;
        }
        boolean next = now - 1 == interval;
        lastTotal = next ? total : 0;
        lastSuccesses = next ? successes : 0;
        total = 0;
        successes = 0;
        interval = now;
    }
}
