package io.meshclient.stats;

import io.meshclient.time.Internal;

/**
 * A retry budget in tokens: every call deposits a fraction of a retry, every retry takes a whole one, deposits live for a
 * while, and a reserve stands in for traffic that is too thin to deposit anything. Safe for use by many threads; never
 * overdrawn, for taking is serialised while depositing is not.
 *
 * <p>Source: Finagle {@code RetryBudget}: {@code balance = Σ deposits − Σ withdrawals (last ttl) + reserve per second ·
 * ttl}, a deposit being {@code 1000} and a retry {@code 1000 / percent}. Defaults 20 %, 10 a second, 10 s.
 */
@Internal
public final class TokenBudget implements RetryBudget, RetryBudget.Share {

    private static final int SLICES = 10;
    private static final long RETRY = 1_000_000;

    private final long deposit;
    private final long reserve;
    private final WindowedSum deposits;
    private final WindowedSum withdrawals;
    private final Object taking = new Object();

    /**
     * A full budget.
     *
     * @param perCall retries that one call earns, such as 0.2
     * @param reservePerSecond retries that are always there
     * @param ttlNanos how long a deposit lives, in nanoseconds
     */
    public TokenBudget(double perCall, double reservePerSecond, long ttlNanos) {
        this.deposit = Math.round(perCall * RETRY);
        this.reserve = Math.round(reservePerSecond * (ttlNanos / 1e9) * RETRY);
        this.deposits = new WindowedSum(ttlNanos, SLICES);
        this.withdrawals = new WindowedSum(ttlNanos, SLICES);
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
            if (balance(nowNanos) < RETRY) {
                return false;
            }
            withdrawals.add(RETRY, nowNanos);
            return true;
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
            withdrawals.add(-RETRY, nowNanos);
        }
    }

    @Override
    public double available(long nowNanos) {
        return (double) balance(nowNanos) / RETRY;
    }

    private long balance(long nowNanos) {
        return deposits.sum(nowNanos) - withdrawals.sum(nowNanos) + reserve;
    }
}
