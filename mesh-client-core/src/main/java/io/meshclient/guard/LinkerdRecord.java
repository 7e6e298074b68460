package io.meshclient.guard;

import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.stats.SlidingRate;
import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.List;
import java.util.Locale;

/**
 * One endpoint's record by Linkerd's rules: it is found by too low a success rate in its last 10 s, or by failures in a row,
 * and is back when one real request succeeds. A 429 lowers the rate and fails the request that probes, but is no failure in a
 * row. What was under way when it was ejected says nothing any more.
 *
 * <p>Source: linkerd2-proxy {@code unified.rs}: ten buckets of 1 s; 1 s to 60 s, doubling with each failed probe, up to half
 * of it more at random; a probe that succeeds begins everything anew.
 */
@Internal
public final class LinkerdRecord implements OutlierRecord {

    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final int MOST_DOUBLINGS = 62;

    private OutlierRules.Linkerd rules;
    private final FailureRow failures = new FailureRow();
    private final SlidingRate rate = new SlidingRate(WINDOW_NANOS);
    private boolean shut;
    private double percentWhenTripped;
    private int penalties;
    private long until;

    LinkerdRecord(OutlierRules.Linkerd rules) {
        this.rules = rules;
    }

    @Override
    public List<EjectionReason> count(Admission by, Outcome outcome, long now) {
        boolean answered = outcome.kind() == OutcomeKind.RESPONSE;
        if (shut || !answered && !outcome.blamesEndpoint()) {
            return List.of();
        }
        boolean limited = isLimited(outcome);
        rate.add(!limited && !outcome.blamesEndpoint(), now);
        if (outcome.blamesEndpoint()) {
            return tripped(failures.failed(rules.maxFailures()), now);
        }
        if (!limited) {
            failures.succeeded(by);
        }
        return tripped(false, now);
    }

    private static boolean isLimited(Outcome outcome) {
        return outcome.kind() == OutcomeKind.RESPONSE && outcome.status() == 429;
    }

    private List<EjectionReason> tripped(boolean inARow, long now) {
        if (inARow) {
            return List.of(EjectionReason.CONSECUTIVE_FAILURES);
        }
        if (rate.total(now) < rules.minRequests() || rate.percent(now) >= rules.minSuccessPercent()) {
            return List.of();
        }
        percentWhenTripped = rate.percent(now);
        rate.clear(); // if it is spared, it is looked at again when there are as many calls again
        return List.of(EjectionReason.SUCCESS_RATE);
    }

    @Override
    public List<EjectionReason> bodyFailed(Admission by, long now) {
        if (shut) {
            return List.of();
        }
        rate.takeBack(now);
        return tripped(failures.failedAfterAll(by, rules.maxFailures()), now);
    }

    @Override
    public long eject(long now, RandomSource random) {
        shut = true;
        long length = rules.minPenaltyNanos();
        for (int i = 0; i < Math.min(penalties, MOST_DOUBLINGS) && length < rules.maxPenaltyNanos(); i++) {
            length *= 2;
        }
        length = Math.min(length, rules.maxPenaltyNanos());
        length += (long) (random.nextDouble() * rules.jitterRatio() * length);
        penalties++;
        until = now + length;
        return length;
    }

    @Override
    public long left(long now) {
        return until - now;
    }

    @Override
    public void restored(long now) {
        shut = false;
        penalties = 0;
        failures.begin();
        rate.clear();
    }

    @Override
    public boolean wantsProbe() {
        return true;
    }

    @Override
    public boolean failsProbe(Outcome outcome) {
        return outcome.blamesEndpoint() || isLimited(outcome);
    }

    @Override
    public double successPercent(long now) {
        return rate.percent(now);
    }

    @Override
    public OutlierRecord under(OutlierRules newest) {
        if (!(newest instanceof OutlierRules.Linkerd linkerd)) {
            return newest.newRecord();
        }
        rules = linkerd;
        return this;
    }

    @Override
    public String describe(EjectionReason reason, long now) {
        return switch (reason) {
            case SUCCESS_RATE ->
                String.format(
                        Locale.ROOT,
                        "success rate %.1f %% of the last 10 s below %.0f %%",
                        percentWhenTripped,
                        rules.minSuccessPercent());
            case FAILED_PROBE -> "the request that probed it failed";
            default -> rules.maxFailures() + " failures in a row";
        };
    }
}
