package io.meshclient.guard;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.stats.WindowedSum;
import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;

/**
 * Client-side throttling: the more of a service's last attempts failed, the more of the next calls are refused at random, so
 * that a service that is down gets few calls, and enough to see that it is back. Safe for use by many threads, without a lock.
 *
 * <p>Sources: Envoy {@code admission_control.cc}: {@code p = min(max, ((n − successes / threshold) / (n + 1)) ^ (1 /
 * aggression))}; Google, <em>Site Reliability Engineering</em>, chapter 21: {@code p = max(0, (requests − K · accepts) /
 * (requests + 1))}, where requests are also those that were refused here. Both are one form, with {@code K = 1 / threshold}.
 * The window has ten slices, Envoy's one for each second.
 */
@Internal
public final class AdmissionControl {

    private static final int SLICES = 10;

    private final Rules rules;
    private final WindowedSum requests;
    private final WindowedSum accepts;

    /**
     * The numbers of admission control. Immutable.
     *
     * @param multiplier how many requests there may be for each that is accepted; above 1
     * @param aggression 1 for the plain share, more for sooner
     * @param maxProbability the most that is refused, 0 to 1
     * @param minimum requests in the window, without which nothing is refused
     * @param windowNanos how long a request counts
     * @param sre whether refused calls count as requests, and 429 and the like as not accepted
     */
    public record Rules(
            double multiplier,
            double aggression,
            double maxProbability,
            double minimum,
            long windowNanos,
            boolean sre) {}

    /**
     * Nothing is known, so nothing is refused.
     *
     * @param rules its numbers
     */
    public AdmissionControl(Rules rules) {
        this.rules = rules;
        this.requests = new WindowedSum(rules.windowNanos(), SLICES);
        this.accepts = new WindowedSum(rules.windowNanos(), SLICES);
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
     * The share of calls that is refused at this moment.
     *
     * @param nowNanos the time
     * @return 0 to the maximum
     */
    public double probability(long nowNanos) {
        long sent = requests.sum(nowNanos);
        double excess = (sent - rules.multiplier() * accepts.sum(nowNanos)) / (sent + 1);
        if (excess <= 0 || sent < rules.minimum()) {
            return 0;
        }
        double share = rules.aggression() == 1 ? excess : StrictMath.pow(excess, 1 / rules.aggression());
        return Math.min(rules.maxProbability(), share);
    }

    /**
     * Decides about one call.
     *
     * @param weight how much of the share its priority bears
     * @param nowNanos the time
     * @param random throws the dice
     * @return whether it is refused
     */
    public boolean refuses(Weight weight, long nowNanos, RandomSource random) {
        double share = weight.of(probability(nowNanos), rules.maxProbability());
        boolean refused = share > 0 && random.nextDouble() < share;
        if (refused && rules.sre()) {
            requests.add(1, nowNanos);
        }
        return refused;
    }

    /**
     * An attempt's headers came, or it failed before them; what says nothing of the service does not count.
     *
     * @param outcome what became of it
     * @param verdict what that means
     * @param nowNanos the time
     */
    public void learn(Outcome outcome, Verdict verdict, long nowNanos) {
        boolean answered = outcome.kind() == OutcomeKind.RESPONSE;
        if (verdict == Verdict.IGNORED || !answered && !outcome.blamesEndpoint()) {
            return;
        }
        requests.add(1, nowNanos);
        boolean accepted = rules.sre() ? !outcome.chargesPenalty() : outcome.status() < 500;
        if (answered && accepted) {
            accepts.add(1, nowNanos);
        }
    }

    /**
     * Who bears the share. Of as many calls that go first as of those that go last, the share is refused on average; and
     * of the last none, as long as refusing the first is enough.
     */
    public enum Weight {
        /** Twice the share. */
        FIRST,
        /** The share. */
        EVEN,
        /** What of twice the share is above all. */
        LAST;

        double of(double share, double most) {
            return switch (this) {
                case FIRST -> Math.min(most, 2 * share);
                case EVEN -> share;
                case LAST -> Math.max(0, 2 * share - 1);
            };
        }
    }
}
