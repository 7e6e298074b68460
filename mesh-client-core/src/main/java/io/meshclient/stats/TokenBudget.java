package io.meshclient.stats;

import io.meshclient.time.Internal;

/**
 * A retry budget in tokens: every call deposits a fraction of a retry, every retry takes a whole one, the oldest first;
 * deposits that nobody took live for a while, and a reserve stands in for traffic that is too thin to deposit anything. Safe
 * for use by many threads; never overdrawn, for taking is serialised while depositing is not.
 *
 * <p>Source: Finagle {@code RetryBudget}, with its defaults: 20 %, 10 a second, 10 s. There what was taken is forgotten
 * after 10 s as deposits are, and so comes back: in an outage all retries of ten seconds are made in the first, which leaves
 * nothing for nine, and three times the calls in the eleventh and twenty-first. Here what was taken is gone, and the reserve
 * fills up by its rate: after a first burst it is the same share in every second (scenario full-outage).
 */
@Internal
public final class TokenBudget implements RetryBudget, RetryBudget.Share {

    private static final int SLICES = 10;
    private static final long RETRY = 1_000_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final long deposit;
    private final WindowedSum deposits;
    private final double reservePerNano;
    private final long fullReserve;
    private final Object taking = new Object();

    // Guarded by taking.
    private long reserve;
    private long reserveAt = NEVER;

    /**
     * A full budget.
     *
     * @param perCall retries that one call earns, such as 0.2
     * @param reservePerSecond retries that come without any calls
     * @param ttlNanos how long a deposit lives, and how long the reserve takes to fill, in nanoseconds
     */
    public TokenBudget(double perCall, double reservePerSecond, long ttlNanos) {
        this.deposit = Math.round(perCall * RETRY);
        this.deposits = new WindowedSum(ttlNanos, SLICES);
        this.reservePerNano = reservePerSecond * RETRY / 1e9;
        this.fullReserve = Math.round(reservePerSecond * (ttlNanos / 1e9) * RETRY);
        this.reserve = fullReserve;
    }

    @Override
    public Share forCall() {
        return this;
    }

    @Override
    public void deposit(long nowNanos) {
        deposits.add(deposit, nowNanos);
    }

    @Override
    public boolean withdraw(long nowNanos) {
        synchronized (taking) { // a few sums; nothing here blocks
            refill(nowNanos);
            // What would be lost first is taken first; a whole retry may come from both.
            long deposited = Math.min(RETRY, deposits.sum(nowNanos));
            if (deposited + reserve < RETRY || !deposits.take(deposited, nowNanos)) {
                return false;
            }
            reserve -= RETRY - deposited;
            return true;
        }
    }

    private void refill(long nowNanos) {
        long passed = reserveAt == NEVER ? Long.MAX_VALUE : nowNanos - reserveAt;
        long come = (long) Math.min(fullReserve, passed * reservePerNano);
        if (come > 0) { // what is too short a time for a millionth of a retry counts with the next
            reserve = Math.min(fullReserve, reserve + come);
            reserveAt = nowNanos;
        }
    }

    /** A token that was taken is gone. */
    @Override
    public void release() {}

    /**
     * Gives back what was taken for an attempt that was not sent after all.
     *
     * @param nowNanos the time
     */
    public void giveBack(long nowNanos) {
        synchronized (taking) { // at the turn of a slice one of two that add at once may be lost
            deposits.add(RETRY, nowNanos);
        }
    }

    @Override
    public double available(long nowNanos) {
        synchronized (taking) {
            refill(nowNanos);
            return (double) (deposits.sum(nowNanos) + reserve) / RETRY;
        }
    }
}
