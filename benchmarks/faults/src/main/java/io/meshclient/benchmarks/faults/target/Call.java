package io.meshclient.benchmarks.faults.target;

import org.jspecify.annotations.Nullable;

/**
 * What became of one call.
 *
 * @param startNanos when it should have begun, since the load began
 * @param latencyNanos from then to the last byte of its answer, or to its exception
 * @param idempotent whether the library may send it twice
 * @param attempts how many there were
 * @param endpoint who answered, or failed last; null if nobody was asked
 * @param loss why it counts as lost; null if it does not
 */
record Call(
        long startNanos,
        long latencyNanos,
        boolean idempotent,
        int attempts,
        @Nullable String endpoint,
        @Nullable String loss) {

    boolean isLost() {
        return loss != null;
    }

    /** Whether what is lost tells that connections were refused or broke off. */
    boolean saysWhy() {
        return loss != null
                && (loss.contains("refused") || loss.contains("reset") || loss.contains("stale-connection"));
    }
}
