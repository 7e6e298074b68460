package io.meshclient.guard;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.time.Internal;

/**
 * How many calls an endpoint, or a service, may have under way at once, which it learns from each attempt. It counts nothing
 * itself: whoever asks knows how many are under way. Safe for use by many threads; reading takes no lock, learning a monitor for
 * a few sums.
 */
@Internal
public final class AdaptiveLimit {

    private final LimitRules rules;
    private final ConcurrencyLimit algorithm;
    private volatile int limit;

    /**
     * A limit that has learnt nothing.
     *
     * @param rules by which it learns
     */
    public AdaptiveLimit(LimitRules rules) {
        this.rules = rules;
        this.algorithm = algorithm(rules);
        this.limit = rules.bounds().initial();
    }

    private static ConcurrencyLimit algorithm(LimitRules rules) {
        if (rules instanceof LimitRules.Aimd aimd) {
            return new AimdLimit(aimd);
        } else if (rules instanceof LimitRules.Vegas vegas) {
            return new VegasLimit(vegas);
        } else if (rules instanceof LimitRules.Gradient2 gradient2) {
            return new Gradient2Limit(gradient2);
        } else if (rules instanceof LimitRules.Gradient gradient) {
            return new GradientLimit(gradient);
        }
        return new FixedLimit(rules.bounds().initial());
    }

    /**
     * By which rules it learns.
     *
     * @return immutable
     */
    public LimitRules rules() {
        return rules;
    }

    /**
     * What it is now.
     *
     * @return 1 or more
     */
    public int limit() {
        return limit;
    }

    /**
     * How many may be under way before a call of some priority is refused.
     *
     * @param percent the share of the limit that its priority may use, 1 to 100
     * @return 1 or more
     */
    public int room(int percent) {
        return (int) (((long) limit * percent + 99) / 100);
    }

    /**
     * An attempt's headers came, or it failed before them. A drop is what says that there was too much: 429, 502, 503, 504,
     * a response that says that its server is overloaded, and none at all for a reason that is the endpoint's. Other 5xx say
     * nothing of load, and neither do a refused stream, a stale connection, or what was ignored.
     *
     * @param outcome what became of it
     * @param verdict what that means
     * @param inFlight how many were under way, itself included
     * @param nowNanos the time
     */
    public void learn(Outcome outcome, Verdict verdict, int inFlight, long nowNanos) {
        if (verdict == Verdict.IGNORED) {
            return;
        }
        boolean dropped = switch (outcome.kind()) {
            case RESPONSE -> isTurnedAway(outcome);
            case CONNECT_FAILURE, RESET, PER_TRY_TIMEOUT, CALL_TIMEOUT -> true;
            case REFUSED_STREAM, STALE_CONNECTION, CANCELED, CACHE_HIT, LOCAL_ERROR -> false;
        };
        boolean answered = outcome.kind() == OutcomeKind.RESPONSE && outcome.status() < 500;
        if (dropped || answered) {
            synchronized (this) { // a few sums; nothing here blocks
                limit = algorithm.sample(nowNanos, Math.max(1, outcome.latencyNanos()), inFlight, dropped);
            }
        }
    }

    private static boolean isTurnedAway(Outcome outcome) {
        int status = outcome.status();
        return status == 429
                || status >= 502 && status <= 504
                || outcome.signs().overloaded();
    }
}
