package io.meshclient.call;

import io.meshclient.outcome.StopReason;
import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What the driver has to do next.
 *
 * @param action what
 * @param attempt whose response to deliver or discard; {@link #NONE} otherwise
 * @param discard whose response to discard besides; {@link #NONE} for nobody's
 * @param wakeAtNanos when to tell {@link CallEvent.Woken}, by the ticker; {@link #NEVER} for not at all
 * @param stop why the call ends; null while it goes on
 */
@Internal
public record Step(
        Action action,
        int attempt,
        int discard,
        long wakeAtNanos,
        @Nullable StopReason stop) {

    /** No attempt. */
    public static final int NONE = -1;

    /** No wake-up. */
    public static final long NEVER = Long.MAX_VALUE;

    static final Step LAUNCH = new Step(Action.LAUNCH, NONE, NONE, NEVER, null);
    static final Step HEDGE = new Step(Action.HEDGE, NONE, NONE, NEVER, null);
    private static final Step AWAIT = new Step(Action.WAIT, NONE, NONE, NEVER, null);

    /** What a driver can do. */
    public enum Action {
        /** Ask for an endpoint; answer with Admitted or NotAdmitted. */
        LAUNCH,
        /** Ask for an available endpoint that was not tried, and for no other; answer with Admitted or NotAdmitted. */
        HEDGE,
        /** Wait for an attempt's end, the wake-up, or a cancel, whichever comes first. */
        WAIT,
        /** Hand this attempt's response to the caller; cancel all others. */
        DELIVER,
        /** Throw; cancel what is still under way. */
        FAIL,
        /** Close this attempt's response, if it has one: the call is over. */
        DISCARD
    }

    static Step await(int discard, long wakeAtNanos) {
        boolean usual = discard == NONE && wakeAtNanos == NEVER;
        return usual ? AWAIT : new Step(Action.WAIT, NONE, discard, wakeAtNanos, null);
    }

    static Step deliver(int attempt, int discard, StopReason stop) {
        return new Step(Action.DELIVER, attempt, discard, NEVER, stop);
    }

    static Step discard(int attempt) {
        return new Step(Action.DISCARD, attempt, NONE, NEVER, null);
    }
}
