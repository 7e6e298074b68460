package io.meshclient.benchmarks.endtoend.contender;

/** What policies did. */
public record PolicyCounts(long retries, long ejections) {
    public static final PolicyCounts NONE = new PolicyCounts(0, 0);

    public PolicyCounts minus(PolicyCounts earlier) {
        return new PolicyCounts(retries - earlier.retries, ejections - earlier.ejections);
    }

    public PolicyCounts plus(PolicyCounts other) {
        return new PolicyCounts(retries + other.retries, ejections + other.ejections);
    }
}
