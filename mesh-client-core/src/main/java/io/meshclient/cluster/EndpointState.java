package io.meshclient.cluster;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.guard.AdaptiveLimit;
import io.meshclient.guard.Admission;
import io.meshclient.guard.AdmissionResult;
import io.meshclient.guard.CheckedHealth;
import io.meshclient.guard.EnvoyRecord;
import io.meshclient.guard.Findings;
import io.meshclient.guard.Ledger;
import io.meshclient.guard.OutlierRules;
import io.meshclient.guard.Refusal;
import io.meshclient.guard.Standing;
import io.meshclient.guard.WaitingList;
import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.HealthCheckPolicy;
import io.meshclient.stats.PeakEwma;
import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one endpoint at run time. It lives as long as its key is in the cluster's sets, whatever else
 * changes. Pickers read it without a lock; admissions and outcomes change it under its own lock, which is held for a few
 * assignments and never while anything blocks or anyone else is called.
 */
@Internal
public final class EndpointState extends EndpointCandidate implements Ledger {

    /** Stands for what is not there; never changed. */
    private static final Standing NEVER_ASKED = new Standing();

    private final EndpointListener listener;
    private volatile boolean removed;

    // Only under the lock.
    private @Nullable WaitingList waiting;
    private @Nullable CheckedHealth checks;
    private @Nullable Runnable whenIdle;

    private int place; // among the members; the cluster's writer's alone

    EndpointState(Endpoint endpoint, EndpointListener listener) {
        super(endpoint);
        this.listener = listener;
    }

    /**
     * What it is at this moment, for views.
     *
     * @param nowNanos the time
     * @return an immutable picture
     */
    public EndpointView view(long nowNanos) {
        synchronized (this) {
            Standing own = standing == null ? NEVER_ASKED : standing;
            return new EndpointView(
                    endpoint(),
                    status(),
                    inFlight,
                    own.limit() == null ? null : own.limit().limit(),
                    average(nowNanos) / 1e6,
                    own.ejectedFor(nowNanos),
                    own.ejectedWhy(),
                    own.successPercent(nowNanos),
                    checks == null ? null : checks.last(),
                    readiness(nowNanos),
                    reportedLoad());
        }
    }

    /**
     * Asks for one attempt; takes all it needs, or nothing.
     *
     * @param nowNanos the time
     * @param anyway whether ejection and hold-off are no reason to refuse: nothing better is left
     * @return an {@link Admission}, or a {@link Refusal} that means: pick again
     */
    AdmissionResult admit(long nowNanos, boolean anyway) {
        return admit(nowNanos, anyway, 100);
    }

    /**
     * The same for a call of some priority.
     *
     * @param nowNanos the time
     * @param anyway whether ejection and hold-off are no reason to refuse; a limit always is
     * @param percent the share of the endpoint's limit that it may use
     */
    AdmissionResult admit(long nowNanos, boolean anyway, int percent) {
        synchronized (this) {
            if (removed) {
                return Refusal.REMOVED;
            }
            AdmissionResult result = standing().admit(this, nowNanos, anyway, inFlight, percent);
            if (!(result instanceof Admission admission)) {
                return result;
            }
            inFlight++;
            WaitingList list = waiting == null ? new WaitingList() : waiting;
            waiting = list;
            list.add(admission);
            waitingSince(list);
            return admission;
        }
    }

    private Standing standing() {
        Standing own = standing;
        if (own == null) {
            own = new Standing();
            own.adopt(listener.terms());
            standing = own;
            tellPickers();
        }
        return own;
    }

    @Override
    public void headers(Admission admission, Outcome outcome, Verdict verdict, long nowNanos) {
        Findings findings;
        synchronized (this) {
            waitsNoLonger(admission);
            AdaptiveLimit limit = standing().limit();
            if (limit != null) {
                limit.learn(outcome, verdict, inFlight, nowNanos);
            }
            findings = standing().headers(admission, outcome, verdict, listener.terms(), nowNanos);
            tellPickers();
            if (verdict != Verdict.IGNORED) {
                learn(outcome, nowNanos, findings.reborn());
            } else if (admission.isOvertaken()) {
                observeAtLeast(outcome.latencyNanos(), nowNanos);
            }
        }
        listener.found(this, findings, nowNanos);
        listener.learned(outcome, verdict, nowNanos);
    }

    private void waitsNoLonger(Admission admission) {
        WaitingList list = waiting;
        if (list != null) {
            list.remove(admission);
            waitingSince(list);
        }
    }

    @Override
    public void bodyFailed(Admission admission, long nowNanos) {
        List<EjectionReason> broken;
        synchronized (this) {
            observe(PeakEwma.PENALTY_NANOS, nowNanos);
            broken = standing().bodyFailed(admission, listener.terms().rules(), nowNanos);
        }
        listener.found(this, new Findings(broken, 0, false, false), nowNanos);
    }

    @Override
    public void ended() {
        Runnable idle = null;
        synchronized (this) {
            inFlight--;
            if (inFlight == 0 && removed) {
                idle = whenIdle;
                whenIdle = null;
            }
        }
        if (idle != null) {
            idle.run();
        }
    }

    /** Ejects; returns for how long, in nanoseconds, or 0 if it was ejected already or is gone. */
    synchronized long eject(OutlierRules rules, String why, long nowNanos, RandomSource random) {
        long length = removed ? 0 : standing().eject(rules, why, nowNanos, random);
        tellPickers();
        return length;
    }

    /** Ends an ejection whose time is up, or any if it is to end early. */
    synchronized Standing.Return restore(long nowNanos, boolean early) {
        Standing.Return what = standing().restore(nowNanos, early);
        tellPickers();
        if (what != Standing.Return.NONE) {
            setEwma(0, nowNanos); // what it was ejected for must not starve it now: one call will tell
        }
        return what;
    }

    /** It is not ejected for this. */
    synchronized void pardon(EjectionReason rule, long nowNanos) {
        standing().pardon(rule, nowNanos);
    }

    /** What kept it away may be over: if it is held off, it is due for its probe. */
    synchronized void wake(long nowNanos) {
        if (standing != null) {
            standing.wake(nowNanos);
        }
    }

    /** What it has done, for people. */
    synchronized String describe(EjectionReason rule, long nowNanos) {
        return standing().describe(rule, nowNanos);
    }

    /**
     * Its success rate in the last interval, to be compared with the others'.
     *
     * @param local of attempts without a response, counted apart
     * @param volume the calls without which it says nothing
     * @return 0 to 100; NaN if it says nothing, or the endpoint is ejected or gone
     */
    synchronized double lastPercent(boolean local, int volume, long nowNanos) {
        EnvoyRecord counts = standing == null ? null : standing.comparable();
        return counts == null || removed ? Double.NaN : counts.lastPercent(local, volume, nowNanos);
    }

    /** Whether it had calls in the last interval or the running one, that can be compared. */
    synchronized boolean isBusy(long nowNanos) {
        EnvoyRecord counts = standing == null ? null : standing.comparable();
        return counts != null && counts.isBusy(nowNanos);
    }

    boolean isUnwell() {
        return unwell;
    }

    /** It takes no calls before its first check. */
    synchronized void awaitFirstCheck() {
        checks = new CheckedHealth(false);
        unwell = true;
    }

    /** A check has ended; returns whether that changes what it is. */
    synchronized boolean checked(HealthProbe.Result result, HealthCheckPolicy policy) {
        CheckedHealth own = checks();
        boolean news = result.passed()
                ? own.passed(result.detail(), policy.healthyThreshold())
                : own.failed(result.detail(), policy.unhealthyThreshold());
        news |= result.byItself() && own.failsByItself();
        unwell = own.isUnwell();
        return news;
    }

    /** It says itself that it should get no calls; returns whether that is news. */
    synchronized boolean failsByItself() {
        boolean news = checks().failsByItself();
        unwell = true;
        return news;
    }

    private CheckedHealth checks() {
        CheckedHealth own = checks == null ? new CheckedHealth(true) : checks;
        checks = own;
        return own;
    }

    /** What checks and its own word have said counts no longer; returns whether it was believed. */
    synchronized boolean forgetChecks() {
        boolean was = unwell;
        checks = null;
        unwell = false;
        return was;
    }

    /** It was heard to say, in an answer, that it should get no calls. */
    public void saysUnhealthy() {
        listener.saysUnhealthy(this);
    }

    /** What is known of it counts under changed terms too. */
    synchronized void adopt(Standing.Terms terms) {
        if (standing != null) {
            standing.adopt(terms);
            tellPickers();
        }
    }

    int place() {
        return place;
    }

    void placeAt(int newest) {
        place = newest;
    }

    /** No new admissions from now on; the task runs once nothing is in flight, perhaps at once. */
    void remove(Runnable idle) {
        synchronized (this) {
            removed = true;
            if (inFlight > 0) {
                whenIdle = idle;
                return;
            }
        }
        idle.run();
    }

    boolean isRemoved() {
        return removed;
    }

    @Override
    public String toString() {
        return key() + " " + status().token();
    }
}
