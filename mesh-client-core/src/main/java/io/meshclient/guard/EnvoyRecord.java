package io.meshclient.guard;

import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.stats.IntervalTally;
import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's record by Envoy's rules: failures of three kinds in a row, and the share of successes in the last interval,
 * which {@code OutlierPass} compares with the others'.
 *
 * <p>Source: Envoy {@code outlier_detection_impl.cc}: a 5xx adds to its row, and to the gateway row if it is 502, 503 or 504,
 * else it ends that; any other response ends both. An attempt without a response counts as a gateway failure, or, if those
 * are counted apart, in a row and a rate of its own, in which every response is a success.
 */
@Internal
public final class EnvoyRecord implements OutlierRecord {

    private OutlierRules.Envoy rules;
    private final FailureRow failures = new FailureRow();
    private final IntervalTally answers = new IntervalTally();
    private @Nullable FailureRow gateway; // most never need one
    private @Nullable LocalOrigin localOrigin; // only if it is counted apart
    private @Nullable Ejection ejection;

    /** Attempts without a response, counted apart. */
    private static final class LocalOrigin {
        private final FailureRow row = new FailureRow();
        private final IntervalTally attempts = new IntervalTally();
    }

    EnvoyRecord(OutlierRules.Envoy rules) {
        this.rules = rules;
    }

    @Override
    public List<EjectionReason> count(Admission by, Outcome outcome, long now) {
        boolean answered = outcome.kind() == OutcomeKind.RESPONSE;
        boolean failed = outcome.blamesEndpoint();
        if (!answered && !failed) {
            return List.of();
        }
        long interval = rules.clock().number(now);
        if (rules.splitLocalOrigin()) {
            LocalOrigin apart = localOrigin();
            apart.attempts.add(answered, interval);
            if (!answered) {
                boolean reached = apart.row.failed(rules.localOriginFailures());
                return reached ? List.of(EjectionReason.CONSECUTIVE_LOCAL_ORIGIN_FAILURES) : List.of();
            }
            apart.row.succeeded(by);
        }
        answers.add(!failed, interval);
        if (failed) {
            return failed(!answered || isGatewayFailure(outcome.status()));
        }
        failures.succeeded(by);
        if (gateway != null) {
            gateway.succeeded(by);
        }
        return List.of();
    }

    private static boolean isGatewayFailure(int status) {
        return status >= 502 && status <= 504;
    }

    private List<EjectionReason> failed(boolean atGateway) {
        boolean gatewayReached = atGateway && gateway().failed(rules.gatewayFailures());
        if (!atGateway && gateway != null) {
            gateway.begin();
        }
        return reached(gatewayReached, failures.failed(rules.failures()));
    }

    /** The gateway's first, as in Envoy: if both are enforced, it is what people are told. */
    private static List<EjectionReason> reached(boolean atGateway, boolean atAll) {
        if (!atGateway && !atAll) {
            return List.of();
        }
        List<EjectionReason> reasons = new ArrayList<>(2);
        if (atGateway) {
            reasons.add(EjectionReason.CONSECUTIVE_GATEWAY_FAILURES);
        }
        if (atAll) {
            reasons.add(EjectionReason.CONSECUTIVE_FAILURES);
        }
        return reasons;
    }

    @Override
    public List<EjectionReason> bodyFailed(Admission by, long now) {
        long interval = rules.clock().number(now);
        if (rules.splitLocalOrigin()) {
            LocalOrigin apart = localOrigin();
            apart.attempts.takeBack(interval);
            boolean reached = apart.row.failedAfterAll(by, rules.localOriginFailures());
            return reached ? List.of(EjectionReason.CONSECUTIVE_LOCAL_ORIGIN_FAILURES) : List.of();
        }
        answers.takeBack(interval);
        boolean gatewayReached = gateway().failedAfterAll(by, rules.gatewayFailures());
        return reached(gatewayReached, failures.failedAfterAll(by, rules.failures()));
    }

    private FailureRow gateway() {
        FailureRow row = gateway == null ? new FailureRow() : gateway;
        gateway = row;
        return row;
    }

    private LocalOrigin localOrigin() {
        LocalOrigin apart = localOrigin == null ? new LocalOrigin() : localOrigin;
        localOrigin = apart;
        return apart;
    }

    private Ejection ejection() {
        Ejection times = ejection == null ? new Ejection() : ejection;
        ejection = times;
        return times;
    }

    /**
     * The success rate of the last interval.
     *
     * @param local of attempts without a response, counted apart
     * @param volume the calls without which it says nothing
     * @param now the time
     * @return 0 to 100; NaN if it says nothing
     */
    public double lastPercent(boolean local, int volume, long now) {
        IntervalTally tally = answers;
        if (local) {
            LocalOrigin apart = localOrigin;
            if (apart == null) {
                return Double.NaN;
            }
            tally = apart.attempts;
        }
        long interval = rules.clock().number(now);
        return tally.lastTotal(interval) < volume ? Double.NaN : tally.lastPercent(interval);
    }

    /**
     * Whether there were calls in the last interval or in the running one.
     *
     * @param now the time
     * @return false if there is nothing to look at
     */
    public boolean isBusy(long now) {
        long interval = rules.clock().number(now);
        boolean asked = answers.total(interval) + answers.lastTotal(interval) > 0;
        LocalOrigin apart = localOrigin;
        return asked || apart != null && apart.attempts.total(interval) + apart.attempts.lastTotal(interval) > 0;
    }

    @Override
    public long eject(long now, RandomSource random) {
        newRows();
        return ejection().begin(now, rules.times(), random);
    }

    @Override
    public long left(long now) {
        return ejection == null ? 0 : ejection.left(now);
    }

    @Override
    public void restored(long now) {
        newRows();
        ejection().restored(now);
    }

    private void newRows() {
        failures.begin();
        if (gateway != null) {
            gateway.begin();
        }
        if (localOrigin != null) {
            localOrigin.row.begin();
        }
    }

    @Override
    public boolean wantsProbe() {
        return false;
    }

    @Override
    public double successPercent(long now) {
        return answers.lastPercent(rules.clock().number(now));
    }

    @Override
    public OutlierRecord under(OutlierRules newest) {
        if (!(newest instanceof OutlierRules.Envoy envoy)) {
            return newest.newRecord();
        }
        rules = envoy;
        return this;
    }

    @Override
    public String describe(EjectionReason reason, long now) {
        return switch (reason) {
            case CONSECUTIVE_GATEWAY_FAILURES -> rules.gatewayFailures() + " gateway failures in a row";
            case CONSECUTIVE_LOCAL_ORIGIN_FAILURES ->
                rules.localOriginFailures() + " attempts without a response in a row";
            default -> rules.failures() + " failures in a row";
        };
    }
}
