package io.meshclient.stats;

import io.meshclient.time.Internal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * A retry budget that compares what is under way: a retry may begin while fewer than {@code max(least, percent of the
 * calls)} are under way. A retry is under way from the decision, its back-off included, to the next decision about its
 * call, or to the call's answer. Safe for use by many threads; never overdrawn.
 *
 * <p>Source: Envoy {@code circuit_breaker.proto}, {@code RetryBudget}, and {@code retry_state_impl.cc} for what is under way.
 * Defaults 20 % and 3.
 */
@Internal
public final class ConcurrencyBudget implements RetryBudget {

    private final double percent;
    private final int least;
    private final IntSupplier calls;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * A budget of which nothing is used.
     *
     * @param percent of the calls under way
     * @param least retries that are always allowed
     * @param calls how many are under way, those that retry included
     */
    public ConcurrencyBudget(double percent, int least, IntSupplier calls) {
        this.percent = percent;
        this.least = least;
        this.calls = calls;
    }

    @Override
    public Share forCall() {
        return new CallsShare();
    }

    @Override
    public double available(long nowNanos) {
        return Math.max(0, limit() - underWay.get());
    }

    private int limit() {
        return Math.max(least, (int) (percent * calls.getAsInt() / 100));
    }

    private boolean take() {
        int limit = limit();
        int taken = underWay.get();
        while (taken < limit) {
            if (underWay.compareAndSet(taken, taken + 1)) {
                return true;
            }
            taken = underWay.get();
        }
        return false;
    }

    /** The one retry that a call may have under way. */
    private final class CallsShare implements Share {

        private boolean taken;

        @Override
        public void deposit(long nowNanos) {}

        @Override
        public boolean withdraw(long nowNanos) {
            release(); // what this call had under way has ended, or there would be no decision about another
            taken = take();
            return taken;
        }

        @Override
        public void release() {
            if (taken) {
                taken = false;
                underWay.decrementAndGet();
            }
        }
    }
}
