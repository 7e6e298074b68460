package io.meshclient.balance;

import io.meshclient.endpoint.Locality;
import io.meshclient.stats.ServerLoad;
import org.jspecify.annotations.Nullable;

/** A candidate that a test sets, and that counts how often it is looked at. Not for use by several threads while set. */
public final class FakeCandidate implements Candidate {

    /** What it is called in messages. */
    public final String name;

    private final int weight;
    private final int priority;

    /** See {@link Candidate#inFlight()}. */
    public volatile int inFlight;

    /** See {@link Candidate#cost(long)}. */
    public volatile double cost;

    /** See {@link Candidate#trusted()}. */
    public volatile boolean trusted = true;

    /** See {@link Candidate#draining()}. */
    public volatile boolean draining;

    /** See {@link Candidate#locality()}. */
    public volatile Locality locality = Locality.UNKNOWN;

    /** See {@link Candidate#localityWeight()}. */
    public volatile int localityWeight = -1;

    /** See {@link Candidate#utilization(long, long)}. */
    public volatile double utilization = Double.NaN;

    /** See {@link Candidate#degraded()}. */
    public volatile boolean degraded;

    /** See {@link Candidate#heldOff(long)}. */
    public volatile boolean heldOff;

    /** See {@link Candidate#readiness(long)}. */
    public volatile double readiness = 1;

    /** See {@link Candidate#reportedLoad()}. */
    public volatile @Nullable ServerLoad reportedLoad;

    /** How often a picker asked for something that changes. */
    public long looks;

    /**
     * An available candidate.
     *
     * @param name for messages
     * @param weight its weight
     * @param priority its priority
     */
    public FakeCandidate(String name, int weight, int priority) {
        this.name = name;
        this.weight = weight;
        this.priority = priority;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public String hashKey() {
        return name;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public Locality locality() {
        return locality;
    }

    @Override
    public int localityWeight() {
        return localityWeight;
    }

    @Override
    public int inFlight() {
        looks++;
        return inFlight;
    }

    @Override
    public double cost(long nowNanos) {
        looks++;
        return cost;
    }

    @Override
    public boolean trusted() {
        looks++;
        return trusted && !draining;
    }

    @Override
    public boolean draining() {
        looks++;
        return draining;
    }

    @Override
    public double utilization(long nowNanos, long maxAgeNanos) {
        return utilization;
    }

    @Override
    public boolean degraded() {
        return degraded;
    }

    @Override
    public boolean heldOff(long nowNanos) {
        looks++;
        return heldOff;
    }

    @Override
    public @Nullable ServerLoad reportedLoad() {
        looks++;
        return reportedLoad;
    }

    @Override
    public double readiness(long nowNanos) {
        looks++;
        return readiness;
    }

    @Override
    public String toString() {
        return name;
    }
}
