package io.meshclient.guard;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.time.Internal;

/** Where an admission is given back, and what was learned is written down. Each method is called at most once each. */
@Internal
public interface Ledger {

    /**
     * The attempt's headers came, or it failed before them.
     *
     * @param admission which
     * @param outcome what became of it
     * @param verdict what that means
     * @param nowNanos the time
     */
    void headers(Admission admission, Outcome outcome, Verdict verdict, long nowNanos);

    /**
     * The response's body broke after headers that had counted as a success.
     *
     * @param admission which
     * @param nowNanos the time
     */
    void bodyFailed(Admission admission, long nowNanos);

    /** The attempt is over: it is no longer in flight. */
    void ended();
}
