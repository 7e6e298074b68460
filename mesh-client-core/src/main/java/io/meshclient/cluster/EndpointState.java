package io.meshclient.cluster;

import io.meshclient.balance.Candidate;
import io.meshclient.balance.LocalityRule;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import io.meshclient.guard.Admission;
import io.meshclient.guard.AdmissionResult;
import io.meshclient.guard.Ejection;
import io.meshclient.guard.HoldOff;
import io.meshclient.guard.Ledger;
import io.meshclient.guard.Refusal;
import io.meshclient.guard.WaitingList;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.OutlierPolicy;
import io.meshclient.stats.PeakEwma;
import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one endpoint at run time. It lives as long as its key is in the cluster's sets, whatever else
 * changes. Pickers read it without a lock; admissions and outcomes change it under its own lock, which is held for a few
 * assignments and never while anything blocks or anyone else is called.
 */
@Internal
public final class EndpointState implements Candidate, Ledger {

    private static final long NOBODY_WAITS = Long.MIN_VALUE;

    private final String key;
    private final EndpointListener listener;
    private volatile Endpoint endpoint;

    // Written under the lock, read by pickers without it.
    private volatile int inFlight;
    private volatile double ewma;
    private volatile long ewmaAt;
    private volatile long oldestWaiting = NOBODY_WAITS;
    private volatile boolean ejected;
    private volatile boolean removed;
    private volatile @Nullable HoldOff holdOff; // most endpoints never need one

    // Only under the lock. Of thousands that are known, most were never asked or never failed.
    private @Nullable WaitingList waiting;
    private @Nullable Ejection ejection;
    private @Nullable String ejectedWhy;
    private @Nullable Runnable whenIdle;

    private int place; // among the members; the cluster's writer's alone

    EndpointState(Endpoint endpoint, EndpointListener listener) {
        this.key = endpoint.key();
        this.endpoint = endpoint;
        this.listener = listener;
    }

    /**
     * The endpoint's identity.
     *
     * @return {@code host:port}
     */
    public String key() {
        return key;
    }

    /**
     * What its source says of it now.
     *
     * @return the newest
     */
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public int weight() {
        return endpoint.weight();
    }

    @Override
    public int priority() {
        return endpoint.priority();
    }

    @Override
    public Locality locality() {
        return endpoint.locality();
    }

    @Override
    public int localityWeight() {
        String said = endpoint.metadata().getOrDefault(LocalityRule.WEIGHT, "");
        boolean number = !said.isEmpty() && said.length() <= 5 && said.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(said) : -1;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public double cost(long nowNanos) {
        HoldOff hold = holdOff;
        if (hold != null && hold.isActive() && !hold.skips(nowNanos)) {
            return 0; // due for its probe: the charge of the failure would keep every call away, and it would never be
            // back
        }
        double average = ewma;
        double decayed = average == 0 ? 0 : PeakEwma.decayed(average, nowNanos - ewmaAt);
        long oldest = oldestWaiting;
        return oldest == NOBODY_WAITS || average == 0 ? decayed : Math.max(decayed, nowNanos - oldest);
    }

    @Override
    public boolean trusted() {
        return !ejected && endpoint.health().takesCalls();
    }

    @Override
    public boolean draining() {
        return endpoint.health() == Health.DRAINING;
    }

    @Override
    public boolean degraded() {
        return endpoint.health() == Health.DEGRADED;
    }

    @Override
    public boolean heldOff(long nowNanos) {
        HoldOff hold = holdOff;
        return hold != null && hold.skips(nowNanos);
    }

    @Override
    public double readiness(long nowNanos) {
        return 1;
    }

    boolean isEjected() {
        return ejected;
    }

    /**
     * The first reason why it takes no calls.
     *
     * @return {@link EndpointStatus#AVAILABLE} if there is none
     */
    public EndpointStatus status() {
        Health health = endpoint.health();
        if (health == Health.UNHEALTHY) {
            return EndpointStatus.UNHEALTHY;
        }
        if (health == Health.DRAINING) {
            return EndpointStatus.DRAINING;
        }
        if (ejected) {
            return EndpointStatus.EJECTED;
        }
        HoldOff hold = holdOff;
        return hold != null && hold.isActive() ? EndpointStatus.HELD_OFF : EndpointStatus.AVAILABLE;
    }

    /**
     * What it is at this moment, for views.
     *
     * @param nowNanos the time
     * @return an immutable picture
     */
    public EndpointView view(long nowNanos) {
        synchronized (this) {
            long left = ejected ? Math.max(0, ejection().left(nowNanos)) : 0;
            return new EndpointView(
                    endpoint, status(), inFlight, PeakEwma.decayed(ewma, nowNanos - ewmaAt) / 1e6, left, ejectedWhy);
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
        synchronized (this) {
            if (removed) {
                return Refusal.REMOVED;
            }
            if (ejected && !anyway) {
                return Refusal.EJECTED;
            }
            HoldOff hold = holdOff;
            boolean probe = hold != null && hold.takeProbe(nowNanos);
            if (hold != null && !probe && !anyway && hold.isActive()) {
                return Refusal.HELD_OFF;
            }
            Admission admission = new Admission(this, nowNanos, probe);
            inFlight++;
            WaitingList list = waiting == null ? new WaitingList() : waiting;
            waiting = list;
            list.add(admission);
            oldestWaiting = list.oldestStart(NOBODY_WAITS);
            return admission;
        }
    }

    @Override
    public void headers(Admission admission, Outcome outcome, Verdict verdict, long nowNanos) {
        int failures = 0;
        long heldOffFor = 0;
        boolean back = false;
        synchronized (this) {
            waitsNoLonger(admission);
            OutcomeKind kind = outcome.kind();
            if (kind == OutcomeKind.CONNECT_FAILURE) {
                heldOffFor = connectFailed(nowNanos, admission);
            } else if (kind == OutcomeKind.RESPONSE) {
                back = connected(admission);
            } else {
                releaseProbe(admission);
            }
            if (verdict != Verdict.IGNORED) {
                learn(outcome, nowNanos, back);
                failures = count(admission, outcome);
            }
        }
        if (heldOffFor > 0) {
            listener.heldOff(this, heldOffFor);
        }
        if (back) {
            listener.back(this);
        }
        if (failures > 0) {
            listener.failedInARow(this, failures, nowNanos);
        }
    }

    private void waitsNoLonger(Admission admission) {
        WaitingList list = waiting;
        if (list != null) {
            list.remove(admission);
            oldestWaiting = list.oldestStart(NOBODY_WAITS);
        }
    }

    private void learn(Outcome outcome, long nowNanos, boolean reborn) {
        if (outcome.chargesPenalty()) {
            observe(PeakEwma.penalised(outcome.latencyNanos(), outcome.retryAfterNanos()), nowNanos);
        } else if (reborn) {
            setEwma(outcome.latencyNanos(), nowNanos); // a new process: what the old one was like does not matter
        } else if (outcome.kind() == OutcomeKind.RESPONSE) {
            observe(outcome.latencyNanos(), nowNanos);
        }
    }

    private void observe(long sample, long nowNanos) {
        setEwma(PeakEwma.observe(ewma, nowNanos - ewmaAt, sample), nowNanos);
    }

    private void setEwma(double cost, long nowNanos) {
        ewma = cost;
        ewmaAt = nowNanos;
    }

    private int count(Admission admission, Outcome outcome) {
        if (outcome.blamesEndpoint()) {
            return ejection().failed();
        }
        Ejection failures = ejection;
        if (outcome.kind() == OutcomeKind.RESPONSE && failures != null) {
            failures.succeeded(admission);
        }
        return 0;
    }

    private Ejection ejection() {
        Ejection made = ejection == null ? new Ejection() : ejection;
        ejection = made;
        return made;
    }

    private long connectFailed(long nowNanos, Admission admission) {
        OutlierPolicy now = listener.policy();
        HoldOff hold = holdOff;
        if (hold == null) {
            if (now.holdOff().isZero()) {
                return 0;
            }
            hold = new HoldOff();
            holdOff = hold;
        }
        return hold.connectFailed(
                nowNanos,
                admission.startNanos(),
                admission.isProbe(),
                now.holdOff().toNanos(),
                now.maxHoldOff().toNanos());
    }

    private boolean connected(Admission admission) {
        HoldOff hold = holdOff;
        if (hold == null || !hold.isActive() || !admission.isProbe() && hold.isOldNews(admission.startNanos())) {
            return false;
        }
        hold.connected();
        return true;
    }

    private void releaseProbe(Admission admission) {
        HoldOff hold = holdOff;
        if (hold != null && admission.isProbe()) {
            hold.releaseProbe();
        }
    }

    @Override
    public void bodyFailed(Admission admission, long nowNanos) {
        int failures;
        synchronized (this) {
            observe(PeakEwma.PENALTY_NANOS, nowNanos);
            failures = ejection().failedAfterAll(admission);
        }
        listener.failedInARow(this, failures, nowNanos);
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
    long eject(long nowNanos, RandomSource random, String why) {
        synchronized (this) {
            if (ejected || removed) {
                return 0;
            }
            OutlierPolicy now = listener.policy();
            ejected = true;
            ejectedWhy = why;
            return ejection()
                    .begin(
                            nowNanos,
                            now.baseEjectionTime().toNanos(),
                            now.maxEjectionTime().toNanos(),
                            now.ejectionJitter().toNanos(),
                            random);
        }
    }

    /** Ends an ejection whose time is up, or any if it is to end early; returns whether there was one. */
    boolean restore(long nowNanos, boolean early) {
        synchronized (this) {
            if (!ejected || !early && ejection().left(nowNanos) > 0) {
                return false; // a timer may be an earlier ejection's, which ended early
            }
            ejected = false;
            ejectedWhy = null;
            ejection().restored(nowNanos);
            setEwma(0, nowNanos); // what it was ejected for must not starve it now: one call will tell
            return true;
        }
    }

    /** Takes over what its source says now; returns whether that is news. */
    boolean update(Endpoint newest) {
        Endpoint before = endpoint;
        if (before == newest) {
            return false;
        }
        endpoint = newest; // also if it is equal: else the source's object and this would both be kept
        return !before.equals(newest);
    }

    int place() {
        return place;
    }

    void placeAt(int newest) {
        place = newest;
    }

    void forgetHoldOff() {
        synchronized (this) {
            holdOff = null;
        }
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
        return key + " " + status().token();
    }
}
