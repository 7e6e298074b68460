package io.meshclient.cluster;

import io.meshclient.balance.Candidate;
import io.meshclient.balance.LocalityRule;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import io.meshclient.guard.SlowStart;
import io.meshclient.guard.Standing;
import io.meshclient.guard.WaitingList;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.policy.SlowStartPolicy;
import io.meshclient.stats.LoadReport;
import io.meshclient.stats.PeakEwma;
import io.meshclient.stats.ServerLoad;
import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as pickers see it: all that a choice needs, in one object, read without a lock. It is written under the lock of the
 * {@link EndpointState} that it is.
 */
@Internal
public abstract sealed class EndpointCandidate implements Candidate permits EndpointState {

    /** Metadata that stands for an endpoint in hashing policies; Envoy's word. */
    private static final String HASH_KEY = "hash_key";

    private static final long NOBODY_WAITS = Long.MIN_VALUE;

    private final String key;
    private volatile Endpoint endpoint;
    private volatile Health health; // the endpoint's, one look nearer: pickers ask for it at every draw
    private volatile double ewma;
    private volatile long ewmaAt;
    private volatile long oldestWaiting = NOBODY_WAITS;
    private volatile boolean troubled; // whether pickers need to look at its standing: see Standing.concernsPickers
    private volatile @Nullable SlowStart slowStart; // only while it lasts
    private volatile @Nullable ServerLoad reportedLoad; // only where the balancer wants to know

    volatile int inFlight;
    volatile boolean unwell; // by its checks, or by its own word
    volatile @Nullable Standing standing; // of thousands that are known, most were never asked

    EndpointCandidate(Endpoint endpoint) {
        this.key = endpoint.key();
        this.endpoint = endpoint;
        this.health = endpoint.health();
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
    public String hashKey() {
        return endpoint.metadata().getOrDefault(HASH_KEY, key);
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
        if (troubled && isDue(nowNanos)) {
            return 0; // due for its probe: the charge of the failure would keep every call away, and it would never be
            // back
        }
        double average = ewma;
        double decayed = average == 0 ? 0 : PeakEwma.decayed(average, nowNanos - ewmaAt);
        long oldest = oldestWaiting;
        return oldest == NOBODY_WAITS || decayed == 0 ? decayed : Math.max(decayed, nowNanos - oldest);
    }

    private boolean isDue(long nowNanos) {
        Standing own = standing;
        return own != null && own.isDue(nowNanos);
    }

    @Override
    public boolean trusted() {
        return !unwell && !isEjected() && health.takesCalls();
    }

    @Override
    public boolean draining() {
        return health == Health.DRAINING;
    }

    @Override
    public boolean degraded() {
        return health == Health.DEGRADED;
    }

    @Override
    public boolean heldOff(long nowNanos) {
        Standing own = troubled ? standing : null;
        return own != null && (own.skips(nowNanos) || own.isFull(inFlight));
    }

    /** Whether its limit allows no further call of some priority. */
    boolean isAtLimit(int percent) {
        Standing own = troubled ? standing : null;
        return own != null && !own.hasRoom(inFlight, percent);
    }

    @Override
    public double readiness(long nowNanos) {
        SlowStart slow = slowStart;
        if (slow == null) {
            return 1;
        }
        double readiness = slow.readiness(nowNanos);
        if (readiness >= 1) {
            endSlowStart(slow);
        }
        return readiness;
    }

    /** Not the next one, which may have begun since. */
    private synchronized void endSlowStart(SlowStart over) {
        if (slowStart == over) {
            slowStart = null;
        }
    }

    /** It begins with less than its share, if that is how it is decided. */
    synchronized void startSlowly(SlowStartPolicy policy, long nowNanos) {
        if (policy.isOn()) {
            slowStart = new SlowStart(
                    nowNanos, policy.window().toNanos(), policy.aggression(), policy.minWeightPercent() / 100.0);
        }
    }

    @Override
    public @Nullable ServerLoad reportedLoad() {
        return reportedLoad;
    }

    /** It told its load with a response, which weighs so much; 0 for nothing. */
    void reported(LoadReport report, double weight, long expiryNanos, long nowNanos) {
        synchronized (this) {
            ServerLoad load = reportedLoad;
            if (load == null) {
                reportedLoad = new ServerLoad(report, weight, nowNanos);
            } else {
                load.report(report, weight, expiryNanos, nowNanos);
            }
        }
    }

    boolean isEjected() {
        Standing own = troubled ? standing : null;
        return own != null && own.isEjected();
    }

    /**
     * The first reason why it takes no calls.
     *
     * @return {@link EndpointStatus#AVAILABLE} if there is none
     */
    public EndpointStatus status() {
        Health said = health;
        if (said == Health.UNHEALTHY || unwell) {
            return EndpointStatus.UNHEALTHY;
        }
        if (said == Health.DRAINING) {
            return EndpointStatus.DRAINING;
        }
        Standing own = standing;
        if (own == null) {
            return EndpointStatus.AVAILABLE;
        }
        if (own.isEjected()) {
            return EndpointStatus.EJECTED;
        }
        if (!own.isHeldOff()) {
            return own.isBreakerOpen() ? EndpointStatus.BREAKER_OPEN : EndpointStatus.AVAILABLE;
        }
        return own.isOnProbation() ? EndpointStatus.PROBATION : EndpointStatus.HELD_OFF;
    }

    /** What an attempt has shown of its cost. */
    void learn(Outcome outcome, long nowNanos, boolean reborn) {
        if (outcome.chargesPenalty()) {
            observe(PeakEwma.penalised(outcome.latencyNanos(), outcome.retryAfterNanos()), nowNanos);
        } else if (reborn) {
            setEwma(outcome.latencyNanos(), nowNanos); // a new process: what the old one was like does not matter
        } else if (outcome.kind() == OutcomeKind.RESPONSE) {
            observe(outcome.latencyNanos(), nowNanos);
        }
    }

    void observe(long sample, long nowNanos) {
        setEwma(PeakEwma.observe(ewma, nowNanos - ewmaAt, sample), nowNanos);
    }

    /**
     * It would have been slower than that, how much is not known: this can make it dearer, never cheaper. Without it an
     * endpoint whose calls are all won by hedges would look as it did before it became slow.
     */
    void observeAtLeast(long sample, long nowNanos) {
        if (sample > PeakEwma.decayed(ewma, nowNanos - ewmaAt)) {
            observe(sample, nowNanos);
        }
    }

    void setEwma(double cost, long nowNanos) {
        ewma = cost;
        ewmaAt = nowNanos;
    }

    /** Since when somebody has been waiting for its answer, if anybody has. */
    void waitingSince(WaitingList list) {
        oldestWaiting = list.oldestStart(NOBODY_WAITS);
    }

    /** What pickers see of its standing follows whatever changes that. */
    void tellPickers() {
        Standing own = standing;
        boolean now = own != null && own.concernsPickers();
        if (troubled != now) {
            troubled = now;
        }
    }

    /** Takes over what its source says now; returns whether that is news. */
    boolean update(Endpoint newest) {
        Endpoint before = endpoint;
        if (before == newest) {
            return false;
        }
        health = newest.health();
        endpoint = newest; // also if it is equal: else the source's object and this would both be kept
        return !before.equals(newest);
    }

    /** What a call to it costs now, as far as its calls have shown. */
    double average(long nowNanos) {
        return PeakEwma.decayed(ewma, nowNanos - ewmaAt);
    }
}
