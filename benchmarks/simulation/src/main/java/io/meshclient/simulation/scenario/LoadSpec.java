package io.meshclient.simulation.scenario;

import io.meshclient.time.Internal;
import java.util.List;

/**
 * What the clients together want. Immutable.
 *
 * @param open whether calls come whatever became of earlier ones
 * @param thinkNanos with closed loop, between a call's end and the next
 * @param method of all calls
 * @param steps by time, the first at 0
 */
@Internal
public record LoadSpec(boolean open, long thinkNanos, String method, List<Step> steps) {

    /** Copies the list. */
    public LoadSpec {
        steps = List.copyOf(steps);
    }

    /**
     * The load from a time on.
     *
     * @param at nanoseconds
     * @param amount calls a second, or callers
     */
    public record Step(long at, double amount) {}

    /**
     * The load at a time.
     *
     * @param nanos the time
     * @return calls a second, or callers
     */
    public double at(long nanos) {
        double amount = 0;
        for (Step step : steps) {
            if (step.at <= nanos) {
                amount = step.amount;
            }
        }
        return amount;
    }

    /**
     * When the load changes next.
     *
     * @param nanos the time
     * @return nanoseconds; {@link Long#MAX_VALUE} for never
     */
    public long nextChange(long nanos) {
        for (Step step : steps) {
            if (step.at > nanos) {
                return step.at;
            }
        }
        return Long.MAX_VALUE;
    }
}
