package io.meshclient.guard;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.time.Internal;
import io.meshclient.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one endpoint: while it is open, pickers pass the endpoint by. Changes are guarded by the owner's lock, and
 * what has changed is handed out, to be told once that is free; {@link #skips} may be read without.
 */
@Internal
public final class EndpointBreaker {

    private final Rules rules;
    private final Breaker breaker;
    private @Nullable String news;
    private volatile boolean open;
    private volatile long dueAt;

    /**
     * What a breaker goes by. Immutable; equal ones may go on with the same breaker.
     *
     * @param limits its numbers
     * @param ticker the only source of time
     */
    public record Rules(Breaker.Limits limits, Ticker ticker) {}

    EndpointBreaker(Rules rules) {
        this.rules = rules;
        this.breaker = new Breaker("endpoint", rules.limits(), rules.ticker(), this::changed);
    }

    private void changed(String state) {
        news = state;
        open = state.equals("OPEN");
    }

    Rules rules() {
        return rules;
    }

    /** Whether a picker should pass the endpoint by: it is open, and its time is not up. */
    boolean skips(long now) {
        return open && now - dueAt < 0;
    }

    boolean isOpen() {
        return open;
    }

    /** Asks for one attempt; a yes must be followed by {@link #learn}. */
    boolean tryAcquire() {
        return breaker.tryAcquire();
    }

    /** An attempt that was let through has shown something, or nothing; returns the new state if that is news. */
    @Nullable
    String learn(Outcome outcome, Verdict verdict, long now) {
        news = null;
        breaker.learn(outcome, verdict);
        if (news != null && open) {
            dueAt = now + rules.limits().openTime().toNanos();
        }
        return news;
    }
}
