package io.meshclient.balance;

/**
 * How many endpoints of one priority there are, and how they are. Immutable.
 *
 * @param all every one
 * @param counted those whose health counts: not those that drain, nor those without weight beside others that have some
 * @param healthy of the counted, those that work
 * @param degraded of the counted, those that work, but worse than usual
 */
record LevelCount(int all, int counted, int healthy, int degraded) {

    /** The share that works, in percent, degraded ones included; 0 if none counts. */
    double workingPercent() {
        return counted == 0 ? 0 : 100.0 * (healthy + degraded) / counted;
    }

    /** {@code factor · part ÷ counted}, a whole number of at most 100; 0 if none counts. */
    int availability(int part, int factor) {
        return counted == 0 ? 0 : (int) Math.min(100, (long) factor * part / counted);
    }
}
