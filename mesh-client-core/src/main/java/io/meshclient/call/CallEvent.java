package io.meshclient.call;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.time.Internal;

/** What happens to a call, told to its engine by the driver. */
@Internal
public sealed interface CallEvent {

    /** The call begins; told once, first. */
    enum Started implements CallEvent {
        /** The one. */
        INSTANCE
    }

    /**
     * A launch that was asked for was admitted, and the attempt is on its way.
     *
     * @param attempt its number, from 0, each used once
     */
    record Admitted(int attempt) implements CallEvent {}

    /**
     * A launch that was asked for was refused: by the breaker, or by every endpoint.
     *
     * @param reason why
     */
    record NotAdmitted(RefusalReason reason) implements CallEvent {}

    /**
     * An attempt's headers came, or it failed before them; told once for each that was admitted.
     *
     * @param attempt its number
     * @param outcome what became of it
     * @param verdict what that means
     * @param facts what else matters for trying again
     */
    record Ended(int attempt, Outcome outcome, Verdict verdict, Facts facts) implements CallEvent {}

    /** The time of the last step's wake-up has come. */
    enum Woken implements CallEvent {
        /** The usual one. */
        INSTANCE,
        /** And there is no available endpoint that was not tried; told only while an attempt runs. */
        NOBODY_ELSE
    }

    /** The caller cancelled. */
    enum Canceled implements CallEvent {
        /** The one. */
        INSTANCE
    }

    /**
     * What the driver knows of an ended attempt.
     *
     * @param hasResponse whether there is a response that could be delivered
     * @param bodySpent whether the request's body can be written only once, and writing had begun
     * @param elsewhere whether another endpoint that was not tried is available
     */
    record Facts(boolean hasResponse, boolean bodySpent, boolean elsewhere) {

        /** A response, and nothing special. */
        public static final Facts RESPONSE = new Facts(true, false, false);

        /** No response, and nothing special. */
        public static final Facts NO_RESPONSE = new Facts(false, false, false);
    }
}
