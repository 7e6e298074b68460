package io.meshclient.call;

import io.meshclient.time.Internal;

/**
 * How long one attempt may take to its headers: the per-try timeout, or what is left of the call's time if that is less.
 *
 * @param nanos nanoseconds; 0 for no limit
 * @param isDeadline whether the call's time is up with it
 */
@Internal
public record AttemptTime(long nanos, boolean isDeadline) {

    /**
     * The time of an attempt that begins now.
     *
     * @param startNanos now, by the ticker
     * @param deadlineNanos when the call's time is up; {@link Step#NEVER} for no such time
     * @param perTryNanos the per-try timeout; 0 for none
     * @return at least 1 ns if there is a limit
     */
    public static AttemptTime of(long startNanos, long deadlineNanos, long perTryNanos) {
        long remaining = deadlineNanos == Step.NEVER ? 0 : Math.max(1, deadlineNanos - startNanos);
        boolean isDeadline = perTryNanos == 0 || remaining > 0 && remaining <= perTryNanos;
        return new AttemptTime(isDeadline ? remaining : perTryNanos, isDeadline);
    }
}
