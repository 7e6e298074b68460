package io.meshclient.guard;

import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint's own calls have shown of it, and what follows from that: hold-off and ejection, with outlier detection's
 * record, its limit and its breaker. Guarded by the owner's lock, but for what pickers ask of its {@link Access}.
 */
@Internal
public final class Standing extends Access {

    private @Nullable OutlierRecord record;
    private @Nullable String ejectedWhy;

    /** How an ejection ended. */
    public enum Return {
        /** It did not: there was none, or its time is not up. */
        NONE,
        /** One call will show whether it has. */
        ON_PROBATION,
        /** It is over. */
        BACK
    }

    /**
     * What is decided at this moment.
     *
     * @param rules of outlier detection; null if it is off
     * @param holdOffNanos how long to skip an endpoint after a failed connection; 0 for never
     * @param maxHoldOffNanos how long at most
     * @param limit of its calls under way; null for none
     * @param breaker of the endpoint; null for none
     */
    public record Terms(
            @Nullable OutlierRules rules,
            long holdOffNanos,
            long maxHoldOffNanos,
            @Nullable LimitRules limit,
            EndpointBreaker.@Nullable Rules breaker) {}

    /**
     * Why it is ejected.
     *
     * @return null if it is not
     */
    public @Nullable String ejectedWhy() {
        return ejectedWhy;
    }

    /**
     * How much longer it is ejected.
     *
     * @param now the time
     * @return in nanoseconds, 0 if it is not
     */
    public long ejectedFor(long now) {
        return ejected && record != null ? Math.max(0, record.left(now)) : 0;
    }

    /**
     * Its success rate, for people.
     *
     * @param now the time
     * @return 0 to 100; NaN if there were no calls
     */
    public double successPercent(long now) {
        return record == null ? Double.NaN : record.successPercent(now);
    }

    /**
     * The first moment of an attempt.
     *
     * @param by its admission
     * @param outcome what became of it
     * @param verdict what that means
     * @param terms what is decided now
     * @param now the time
     * @return what it has shown
     */
    public Findings headers(Admission by, Outcome outcome, Verdict verdict, Terms terms, long now) {
        EndpointBreaker door = breaker;
        String news = door == null ? null : door.learn(outcome, verdict, now);
        Findings findings = judged(by, outcome, verdict, terms, now);
        return news == null ? findings : findings.with(news);
    }

    private Findings judged(Admission by, Outcome outcome, Verdict verdict, Terms terms, long now) {
        boolean ignored = verdict == Verdict.IGNORED;
        HoldOff hold = holdOff;
        if (hold != null && hold.isProbation() && by.isProbe()) {
            boolean says = !ignored && (outcome.kind() == OutcomeKind.RESPONSE || outcome.blamesEndpoint());
            return says ? probed(hold, outcome, now) : released(hold);
        }
        long heldOff = 0;
        boolean back = false;
        if (outcome.kind() == OutcomeKind.CONNECT_FAILURE) {
            heldOff = connectFailed(by, terms, now);
        } else if (hold != null && outcome.kind() == OutcomeKind.RESPONSE) {
            back = connected(hold, by);
        } else if (hold != null && by.isProbe()) {
            hold.releaseProbe();
        }
        boolean counts = !ignored && terms.rules() != null;
        return Findings.of(counts ? record(terms.rules()).count(by, outcome, now) : List.of(), heldOff, back, false);
    }

    private Findings probed(HoldOff hold, Outcome outcome, long now) {
        hold.connected();
        OutlierRecord known = record;
        if (known != null && known.failsProbe(outcome)) {
            return new Findings(List.of(EjectionReason.FAILED_PROBE), 0, false, false);
        }
        if (known != null) {
            known.restored(now);
        }
        return new Findings(List.of(), 0, false, true);
    }

    private static Findings released(HoldOff hold) {
        hold.releaseProbe();
        return Findings.NONE;
    }

    private long connectFailed(Admission by, Terms terms, long now) {
        HoldOff hold = holdOff;
        if (hold == null) {
            if (terms.holdOffNanos() == 0) {
                return 0;
            }
            hold = new HoldOff();
            holdOff = hold;
        }
        return hold.connectFailed(now, by.startNanos(), by.isProbe(), terms.holdOffNanos(), terms.maxHoldOffNanos());
    }

    private static boolean connected(HoldOff hold, Admission by) {
        if (!hold.isActive() || hold.isProbation() || !by.isProbe() && hold.isOldNews(by.startNanos())) {
            return false;
        }
        hold.connected();
        return true;
    }

    /**
     * An attempt that counted as a success failed in its body.
     *
     * @param by its admission
     * @param rules of outlier detection; null if it is off
     * @param now the time
     * @return the rules that it was one too much for
     */
    public List<EjectionReason> bodyFailed(Admission by, @Nullable OutlierRules rules, long now) {
        return rules == null ? List.of() : record(rules).bodyFailed(by, now);
    }

    private OutlierRecord record(@Nullable OutlierRules rules) {
        OutlierRecord made = record;
        if (made == null) {
            if (rules == null) {
                throw new IllegalStateException("No rules, no record");
            }
            made = rules.newRecord();
            record = made;
        }
        return made;
    }

    /**
     * Ejects.
     *
     * @param rules by which
     * @param why for people
     * @param now the time
     * @param random the source of jitter
     * @return for how long, in nanoseconds; 0 if it was ejected already
     */
    public long eject(OutlierRules rules, String why, long now, RandomSource random) {
        if (ejected) {
            return 0;
        }
        ejected = true;
        ejectedWhy = why;
        return record(rules).eject(now, random);
    }

    /**
     * Ends an ejection whose time is up, or any if it is to end early.
     *
     * @param now the time
     * @param early whether the time does not matter
     * @return what becomes of it
     */
    public Return restore(long now, boolean early) {
        OutlierRecord known = record;
        if (!ejected || known == null || !early && known.left(now) > 0) {
            return Return.NONE; // a timer may be an earlier ejection's, which ended early
        }
        ejected = false;
        ejectedWhy = null;
        if (known.wantsProbe() && !early) {
            HoldOff hold = holdOff == null ? new HoldOff() : holdOff;
            hold.beginProbation(now);
            holdOff = hold;
            return Return.ON_PROBATION;
        }
        known.restored(now);
        return Return.BACK;
    }

    /**
     * It is not ejected for this: it is the last, or too many are. One whose probe failed is back all the same.
     *
     * @param rule that it has broken
     * @param now the time
     */
    public void pardon(EjectionReason rule, long now) {
        if (rule == EjectionReason.FAILED_PROBE && !ejected && record != null) {
            record.restored(now);
        }
    }

    /**
     * What kept it away may be over: if it is held off, it is due for its probe.
     *
     * @param now the time
     */
    public void wake(long now) {
        HoldOff hold = holdOff;
        if (hold != null) {
            hold.wake(now);
        }
    }

    /**
     * What it has done, for people.
     *
     * @param rule that it has broken
     * @param now the time
     * @return such as {@code 5 failures in a row}
     */
    public String describe(EjectionReason rule, long now) {
        return record == null ? rule.token() : record.describe(rule, now);
    }

    /**
     * Its counts by Envoy's rules, to be compared with the others'.
     *
     * @return null if there are none, or if it is ejected
     */
    public @Nullable EnvoyRecord comparable() {
        return !ejected && record instanceof EnvoyRecord counts ? counts : null;
    }

    /**
     * What is known of it counts under changed terms too, as far as they still ask for it.
     *
     * @param terms the newest
     */
    public void adopt(Terms terms) {
        if (record != null && terms.rules() != null) {
            record = record.under(terms.rules());
        }
        HoldOff hold = holdOff;
        if (terms.holdOffNanos() == 0 && hold != null && !hold.isProbation()) {
            holdOff = null;
        }
        AdaptiveLimit own = limit;
        if (own == null || !own.rules().equals(terms.limit())) {
            limit = terms.limit() == null ? null : new AdaptiveLimit(terms.limit());
        }
        EndpointBreaker door = breaker;
        if (door == null || !door.rules().equals(terms.breaker())) {
            breaker = terms.breaker() == null ? null : new EndpointBreaker(terms.breaker());
        }
    }
}
