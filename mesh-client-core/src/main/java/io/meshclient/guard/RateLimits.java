package io.meshclient.guard;

import io.meshclient.time.Internal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate limit for each key. Keys come from requests, so there is a bound: beyond it, those of whom nothing was heard for a
 * period are forgotten, which changes nothing for them; if that is not enough, new keys share one limit. Safe for use by many threads.
 */
@Internal
public final class RateLimits {

    private final Rules rules;
    private final Map<Long, RateLimit> byKey = new ConcurrentHashMap<>();
    private final RateLimit others;
    private final AtomicLong swept;

    /**
     * The numbers of rate limits. Immutable.
     *
     * @param calls of each key that are allowed in the period
     * @param periodNanos not less nanoseconds than calls
     * @param maxKeys how many have a limit of their own; about, if many come at once
     */
    public record Rules(int calls, long periodNanos, int maxKeys) {}

    /**
     * Nothing is used.
     *
     * @param rules its numbers
     * @param nowNanos the time
     */
    public RateLimits(Rules rules, long nowNanos) {
        this.rules = rules;
        this.others = new RateLimit(rules.calls(), rules.periodNanos(), nowNanos);
        this.swept = new AtomicLong(nowNanos);
    }

    /**
     * By which numbers it decides.
     *
     * @return immutable
     */
    public Rules rules() {
        return rules;
    }

    /**
     * Takes one call of a key if there is one.
     *
     * @param key whose
     * @param nowNanos the time
     * @return whether it was taken
     */
    public boolean take(long key, long nowNanos) {
        while (true) {
            RateLimit own = byKey.get(key);
            RateLimit asked = own != null ? own : added(key, nowNanos);
            if (asked.take(nowNanos)) {
                return true;
            }
            if (!asked.isForgotten()) {
                return false;
            }
            byKey.remove(key, asked); // forgotten since it was found; it may be a moment until the sweep has it out
        }
    }

    private RateLimit added(long key, long nowNanos) {
        if (byKey.size() >= rules.maxKeys()) {
            sweep(nowNanos);
            if (byKey.size() >= rules.maxKeys()) {
                return others;
            }
        }
        return byKey.computeIfAbsent(key, k -> new RateLimit(rules.calls(), rules.periodNanos(), nowNanos));
    }

    /** Once in a period: a walk over all keys must not be what each new one costs. */
    private void sweep(long nowNanos) {
        long last = swept.get();
        if (nowNanos - last >= rules.periodNanos() && swept.compareAndSet(last, nowNanos)) {
            byKey.values().removeIf(limit -> limit.forgetIfIdle(nowNanos));
        }
    }

    int size() {
        return byKey.size();
    }
}
